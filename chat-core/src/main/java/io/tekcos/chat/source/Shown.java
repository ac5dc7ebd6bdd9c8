package io.tekcos.chat.source;

import java.nio.file.Path;

/** Names in messages: whatever they hold, a terminal survives them. */
final class Shown {

    private Shown() {}

    /** The path with all that a terminal might obey, nobody sees or turns the direction of writing as <code>\\u{1b}</code>. */
    static String path(Path path) {
        return text(path.toString());
    }

    static String text(String text) {
        if (text.codePoints().noneMatch(Shown::isUnsafe)) {
            return text;
        }
        StringBuilder shown = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(codePoint -> {
            if (isUnsafe(codePoint)) {
                shown.append("\\u{").append(Integer.toHexString(codePoint)).append('}');
            } else {
                shown.appendCodePoint(codePoint);
            }
        });
        return shown.toString();
    }

    private static boolean isUnsafe(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
