package io.tekcos.chat.cli;

import java.io.IOException;
import java.io.Writer;

/** A line at the end of what a terminal shows, that changes in place. Any thread, but one at a time with other writers. */
final class StatusLine {

    /** Narrow terminals would break a longer one, and a broken one cannot be taken back. */
    private static final int MOST_CHARACTERS = 78;

    private static final String CLEAR = "\r\u001b[K";

    private final Writer terminal;
    private boolean shown;

    StatusLine(Writer terminal) {
        this.terminal = terminal;
    }

    /** Shows a line in place of the last one; none if it is empty. */
    void show(String line) {
        if (line.isEmpty()) {
            clear();
        } else {
            write(CLEAR + cut(line));
            shown = true;
        }
    }

    /** Takes it away, so that other lines can follow. */
    void clear() {
        if (shown) {
            write(CLEAR);
            shown = false;
        }
    }

    /** No more of a line than fits, and its beginning, for the numbers are there. */
    static String cut(String line) {
        return line.codePointCount(0, line.length()) <= MOST_CHARACTERS
                ? line
                : line.substring(0, line.offsetByCodePoints(0, MOST_CHARACTERS - 3)) + "...";
    }

    private void write(String text) {
        try {
            terminal.write(text);
            terminal.flush();
        } catch (IOException nobodyReads) {
            // whoever writes a whole line will find out
        }
    }
}
