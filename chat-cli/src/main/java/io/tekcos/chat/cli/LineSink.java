package io.tekcos.chat.cli;

import java.util.List;

/** Where lines of output go. Any thread. */
interface LineSink {

    /** Shows a line, or several with breaks between them; returns when that is done. */
    void println(String line);

    /**
     * Shows a line that the next one of its kind takes the place of, where there is a terminal.
     *
     * @param forms the line in several forms, the longest first, of which the first that fits is shown; empty for no line
     */
    default void status(List<String> forms) {}

    /** How wide the terminal is that shows them; without one, wider than any line. */
    default int columns() {
        return Integer.MAX_VALUE;
    }
}
