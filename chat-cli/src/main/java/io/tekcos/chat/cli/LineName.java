package io.tekcos.chat.cli;

/** What a line of input is called in a sentence: its number tells it, unless it was typed at a prompt and has none. */
final class LineName {

    private LineName() {}

    /** {@code line 3}, or {@code the line}. */
    static String of(long number) {
        return number == 0 ? "the line" : "line " + number;
    }

    /** What a sentence about a line begins with: {@code line 3: }, or nothing. */
    static String prefix(long number) {
        return number == 0 ? "" : "line " + number + ": ";
    }
}
