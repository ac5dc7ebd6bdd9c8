package io.tekcos.chat.cli;

/** What the man page says and {@code --help} does not. */
final class ManPageFacts {

    private ManPageFacts() {}

    static void addTo(Roff page) {
        addKeys(page);
        page.section("EXIT STATUS")
                .item("0", "done; for serve, and receive without --once, also: ended by a signal")
                .item(
                        "1",
                        "the work failed: a port is taken, a line was not carried out, the session ended from the other side,"
                                + " or its connection did not come back; a transfer failed")
                .item("2", "wrong usage")
                .item("3", "the peer was not reached, or what answered does not speak this protocol")
                .item("4", "the peer refused, or does not want the files")
                .item("129, 130, 143", "ended by SIGHUP, SIGINT or SIGTERM");
        page.section("ENVIRONMENT")
                .item("JAVA_HOME", "the Java to use, 17 or newer; without it, the java of the PATH")
                .item("NO_COLOR", "if not empty, no colours on a terminal")
                .item("XDG_CACHE_HOME", "where caches are kept, if it is an absolute path; else ~/.cache")
                .item(
                        "XDG_STATE_HOME",
                        "where the history and the key of what is sent are kept, if it is an absolute path; else ~/.local/state")
                .item(
                        "CHAT_ARCHIVE",
                        "\"off\": start without the class archive; \"wait\": make a missing one before the program starts,"
                                + " and say what hinders it");
        page.section("FILES")
                .item(
                        "$XDG_CACHE_HOME/chat",
                        "class archives, which make the program start faster; one is made in the background of the first"
                                + " use, at most four are kept, and any may be deleted")
                .item(
                        "$XDG_STATE_HOME/chat/history",
                        "the last " + HistoryFile.MAX_LINES
                                + " lines that were typed at the prompt, for the user only; it" + " may be deleted")
                .item(
                        "$XDG_STATE_HOME/chat/sender-key",
                        "by which a receiver knows again what it has in part from this user; made when files are first sent;"
                                + " if it is deleted, what was sent in part starts over");
        page.section("EXAMPLES")
                .example("chat demo")
                .example("chat serve")
                .example("chat connect 192.168.0.7 --name ann --via both")
                .example("chat receive --accept all")
                .example("chat send 192.168.0.7 photos")
                .example("echo 'the build is green' | chat connect 127.0.0.1 --json");
        page.section("SEE ALSO").paragraph("docs/CLI.md of the sources: the contract that scripts can rely on.");
    }

    private static void addKeys(Roff page) {
        page.section("ON A TERMINAL")
                .paragraph(
                        "Lines are edited at a prompt, which names the path that they take, and what others say appears"
                                + " above it. Keys are those of readline, and:")
                .item("Tab", "completes a command, a path after /file or a name, or lists what is possible")
                .item("Up, Down, Ctrl-R", "what was typed before, in earlier sessions too")
                .item("Ctrl-C", "clears the line")
                .item("Ctrl-D", "on an empty line: the end of input, which ends serve too")
                .item("Ctrl-Z", "stops the program until fg")
                .paragraph("A paste of several lines sends each that has an end.");
    }
}
