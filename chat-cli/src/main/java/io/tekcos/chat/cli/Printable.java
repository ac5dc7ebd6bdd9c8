package io.tekcos.chat.cli;

/** Makes text of others fit for a terminal. */
final class Printable {

    private Printable() {}

    /** The text with everything a terminal might obey, or that turns the direction of writing, as <code>\\u{1b}</code>. */
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
            // Joiners build emoji and stay; marks that turn the direction of writing hide what is written.
            case Character.FORMAT ->
                switch (Character.getDirectionality(codePoint)) {
                    case Character.DIRECTIONALITY_BOUNDARY_NEUTRAL, Character.DIRECTIONALITY_OTHER_NEUTRALS -> false;
                    default -> true;
                };
            default -> false;
        };
    }
}
