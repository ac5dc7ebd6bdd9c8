package io.tekcos.chat.cli;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.jline.utils.WCWidth;

/** A line at the end of what a terminal shows, that changes in place. Any thread, but one at a time with other writers. */
final class StatusLine {

    private static final String CLEAR = "\r\u001b[K";
    private static final String CUT = "...";

    private final Writer terminal;
    private String shown = "";

    StatusLine(Writer terminal) {
        this.terminal = terminal;
    }

    /** Shows a line in place of the last one; none if it is empty. It must fit: a broken one could not be taken back. */
    void show(String line) {
        if (!line.isEmpty() || !shown.isEmpty()) {
            write(CLEAR + line);
        }
        shown = line;
    }

    /** Takes it away while other lines are shown, which would begin behind it. */
    void above(Runnable lines) {
        String line = shown;
        show("");
        lines.run();
        show(line);
    }

    /**
     * The first form of a line that fits, or else the beginning of the last; the last column stays free, for some terminals go to
     * the next row there.
     *
     * @param forms from the longest to the shortest; none for an empty line
     */
    static String fitting(List<String> forms, int columns) {
        for (String form : forms) {
            if (width(form) < columns) {
                return form;
            }
        }
        return forms.isEmpty() ? "" : cut(forms.get(forms.size() - 1), columns - 1);
    }

    /** No more of a line than so many columns, and its beginning. */
    static String cut(String line, int columns) {
        if (width(line) <= columns) {
            return line;
        }
        int end = line.length();
        do {
            end = line.offsetByCodePoints(end, -1);
        } while (end > 0 && width(line.substring(0, end)) + CUT.length() > columns);
        return end == 0 ? "" : line.substring(0, end) + CUT;
    }

    private static int width(String line) {
        return line.codePoints()
                .map(codePoint -> Math.max(0, WCWidth.wcwidth(codePoint)))
                .sum();
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
