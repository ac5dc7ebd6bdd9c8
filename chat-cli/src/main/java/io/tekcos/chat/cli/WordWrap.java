package io.tekcos.chat.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jline.utils.WCWidth;

/** Breaks lines between words, where a terminal would break them anywhere. */
final class WordWrap {

    /** An indented term, such as a command, and the blanks before what is said of it. */
    private static final Pattern TERM = Pattern.compile(" +\\S+(?: \\S+)* {2,}");

    /** How many columns a character takes at most. */
    private static final int WIDEST = 2;

    private WordWrap() {}

    /**
     * The text in lines that fit, those that go on as far to the right as the first began; a word that is too long stays whole.
     *
     * @param text one line or several, without colours
     * @param columns how wide the terminal is
     */
    static String wrap(String text, int columns) {
        if (text.length() <= columns / WIDEST) { // as always where there is no terminal, and JLine is not to be loaded
            return text;
        }
        return text.lines().map(line -> wrapLine(line, columns)).collect(Collectors.joining("\n"));
    }

    private static String wrapLine(String line, int columns) {
        String indent = " ".repeat(indent(line, columns));
        StringBuilder wrapped = new StringBuilder();
        String rest = line.stripTrailing();
        for (int end = breakOf(rest, indent.length(), columns);
                end > 0;
                end = breakOf(rest, indent.length(), columns)) {
            wrapped.append(rest.substring(0, end).stripTrailing()).append('\n');
            rest = indent + rest.substring(end).stripLeading();
        }
        return wrapped.append(rest).toString();
    }

    private static int indent(String line, int columns) {
        Matcher term = TERM.matcher(line);
        if (term.lookingAt() && term.end() <= columns / 2) {
            return term.end();
        }
        int blanks = leadingBlanks(line);
        return blanks <= columns / 2 ? blanks : 0;
    }

    /** Where the line that fits ends: at its last blank, else at the first one; 0 if all fits or nothing can be broken. */
    private static int breakOf(String line, int indent, int columns) {
        int width = 0;
        int last = 0;
        int first = Math.max(indent, leadingBlanks(line));
        for (int i = 0; i < line.length(); i += Character.charCount(line.codePointAt(i))) {
            int codePoint = line.codePointAt(i);
            if (codePoint == ' ' && i > first) {
                last = i;
            }
            width += Math.max(0, WCWidth.wcwidth(codePoint));
            if (width > columns && last > 0) {
                return last;
            }
        }
        return 0;
    }

    private static int leadingBlanks(String line) {
        return line.length() - line.stripLeading().length();
    }
}
