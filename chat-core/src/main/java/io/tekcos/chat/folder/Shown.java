package io.tekcos.chat.folder;

/** A peer's names in messages: whatever they hold, a terminal survives them. */
final class Shown {

    private static final int LONGEST = 200;
    private static final int ZERO_WIDTH_NON_JOINER = 0x200c;
    private static final int ZERO_WIDTH_JOINER = 0x200d;

    private Shown() {}

    /**
     * The name with all that a terminal might obey, nobody sees or turns the direction of writing as <code>\\u{1b}</code>, and
     * cut after 200 characters.
     */
    static String name(String name) {
        StringBuilder shown = new StringBuilder(name.length());
        name.codePoints().limit(LONGEST).forEach(codePoint -> {
            if (isHidden(codePoint)) {
                shown.append("\\u{").append(Integer.toHexString(codePoint)).append('}');
            } else {
                shown.appendCodePoint(codePoint);
            }
        });
        return name.codePointCount(0, name.length()) > LONGEST
                ? shown.append("...").toString()
                : shown.toString();
    }

    /** Joiners build emoji, and shape the words of some languages; what else is invisible hides what is written. */
    static boolean isHidden(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                true;
            case Character.FORMAT -> codePoint != ZERO_WIDTH_NON_JOINER && codePoint != ZERO_WIDTH_JOINER;
            default -> false;
        };
    }
}
