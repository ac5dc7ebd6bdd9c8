package io.tekcos.chat.cli;

/** A manual page in the making, in the man(7) macros of roff. */
final class Roff {

    private final StringBuilder page = new StringBuilder();

    /** Begins the page; to be called first. */
    Roff(String name, String date, String source) {
        page.append(".TH ").append(name).append(" 1 ").append(date).append(" \"");
        page.append(escape(source)).append("\" \"User Commands\"\n");
        page.append(".nh\n.ad l\n"); // options are neither hyphenated nor pulled apart
    }

    Roff section(String title) {
        return line(".SH " + escape(title));
    }

    Roff paragraph(String text) {
        return line(".PP").line(escape(text));
    }

    /** Something, and on an indented line what it means. */
    Roff item(String term, String text) {
        return line(".TP").line("\\fB" + escape(term) + "\\fR").line(escape(text));
    }

    /** A line to be typed, in a block of its own. */
    Roff example(String command) {
        return line(".PP").line(".EX").line("    " + escape(command)).line(".EE");
    }

    private Roff line(String line) {
        page.append(line).append('\n');
        return this;
    }

    @Override
    public String toString() {
        return page.toString();
    }

    /** A text that roff shows as it is: nothing in it is an escape, a macro or a typographic sign. */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(codePoint -> {
            switch (codePoint) {
                case '\\' -> escaped.append("\\e");
                case '-' -> escaped.append("\\-");
                case '\'' -> escaped.append("\\(aq");
                case '"' -> escaped.append("\\(dq"); // in an argument of a macro it would end it
                case '`' -> escaped.append("\\(ga");
                case '^' -> escaped.append("\\(ha");
                case '~' -> escaped.append("\\(ti");
                case '\n' -> escaped.append(' ');
                default -> {
                    if (codePoint > 0x7e) {
                        escaped.append(String.format("\\[u%04X]", codePoint));
                    } else {
                        escaped.append((char) codePoint);
                    }
                }
            }
        });
        // A dot there begins a macro, an apostrophe did, a space breaks the line.
        return text.startsWith(".") || text.startsWith(" ") ? "\\&" + escaped : escaped.toString();
    }
}
