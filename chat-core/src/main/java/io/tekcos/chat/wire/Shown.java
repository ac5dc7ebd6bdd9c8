package io.tekcos.chat.wire;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Names in messages: whatever they hold, a terminal survives them, and nobody is misled. */
public final class Shown {

    private static final int LONGEST = 200;
    private static final int ZERO_WIDTH_NON_JOINER = 0x200c;
    private static final int ZERO_WIDTH_JOINER = 0x200d;

    private Shown() {}

    /** A peer's name as {@link #text} shows it, cut after 200 characters. */
    public static String name(String name) {
        return name.codePointCount(0, name.length()) <= LONGEST
                ? text(name)
                : text(name.substring(0, name.offsetByCodePoints(0, LONGEST))) + "...";
    }

    /** All that a terminal might obey, nobody sees, or that turns the direction of writing, as <code>\\u{1b}</code>. */
    public static String text(String text) {
        if (text.codePoints().noneMatch(Shown::isHidden)) {
            return text;
        }
        StringBuilder shown = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(codePoint -> {
            if (isHidden(codePoint)) {
                shown.append("\\u{").append(Integer.toHexString(codePoint)).append('}');
            } else {
                shown.appendCodePoint(codePoint);
            }
        });
        return shown.toString();
    }

    /** Why the system did not do what was asked of it, for a person. */
    public static String reason(IOException failed) {
        if (failed instanceof NoSuchFileException) {
            return "it does not exist";
        }
        if (failed instanceof AccessDeniedException) {
            return "permission denied";
        }
        String said = failed instanceof FileSystemException known ? known.getReason() : failed.getMessage();
        return said == null ? failed.getClass().getSimpleName() : text(said);
    }

    /** Joiners build emoji, and shape the words of some languages; what else is invisible hides what is written. */
    public static boolean isHidden(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                true;
            case Character.FORMAT -> codePoint != ZERO_WIDTH_NON_JOINER && codePoint != ZERO_WIDTH_JOINER;
            default -> false;
        };
    }
}
