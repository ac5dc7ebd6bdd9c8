package io.tekcos.chat.cli;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Makes text of others fit for a terminal. */
final class Printable {

    /** Joiners build emoji, and shape the words of some languages; what else is invisible hides what is written. */
    private static final int ZERO_WIDTH_NON_JOINER = 0x200c;

    private static final int ZERO_WIDTH_JOINER = 0x200d;

    private Printable() {}

    /** The text with all that a terminal might obey, nobody sees or turns the direction of writing as <code>\\u{1b}</code>. */
    static String escape(String text) {
        if (text.codePoints().noneMatch(Printable::isUnsafe)) {
            return text;
        }
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(codePoint -> {
            if (isUnsafe(codePoint)) {
                escaped.append("\\u{").append(Integer.toHexString(codePoint)).append('}');
            } else {
                escaped.appendCodePoint(codePoint);
            }
        });
        return escaped.toString();
    }

    /** The same for what somebody says, where a tab is what it is: it only moves on, within its line. */
    static String escapeText(String text) {
        return text.indexOf('\t') < 0
                ? escape(text)
                : Arrays.stream(text.split("\t", -1)).map(Printable::escape).collect(Collectors.joining("\t"));
    }

    /** The same for a line of JSON, where such a character can only stand within a string. */
    static String escapeJson(String line) {
        if (line.codePoints().noneMatch(Printable::isUnsafe)) {
            return line;
        }
        StringBuilder escaped = new StringBuilder(line.length() + 16);
        line.codePoints().forEach(codePoint -> {
            if (isUnsafe(codePoint)) {
                for (char unit : Character.toChars(codePoint)) {
                    escaped.append(String.format("\\u%04x", (int) unit));
                }
            } else {
                escaped.appendCodePoint(codePoint);
            }
        });
        return escaped.toString();
    }

    static boolean isUnsafe(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                true;
            case Character.FORMAT -> codePoint != ZERO_WIDTH_NON_JOINER && codePoint != ZERO_WIDTH_JOINER;
            default -> false;
        };
    }
}
