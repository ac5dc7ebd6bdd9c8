package io.tekcos.chat.tests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tekcos.chat.testing.Tools;
import io.tekcos.chat.tests.session.CuttingProxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The program on a real terminal, with somebody at its keys. */
class TerminalTest {

    /** Says how the program ended, and whether the terminal is what it was; a shell with a prompt would put it right. */
    private static final String JUDGED =
            "before=$(stty -g); %s; echo \"exit $?\"; test \"$before\" = \"$(stty -g)\" && echo restored; exec cat";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path directory;

    @BeforeAll
    static void requireATerminal() {
        Tools.require("tmux", "the program on a real terminal");
    }

    @BeforeEach
    void makeTheProgram() throws IOException {
        Path chat = directory.resolve("program");
        Files.writeString(
                chat, "#!/bin/sh\nexec '" + String.join("' '", ChatProcess.command(List.of())) + "' \"$@\"\n");
        assertThat(chat.toFile().setExecutable(true)).isTrue();
    }

    @Test
    void shouldKeepWhatIsTypedWhileALineComesIn() {
        try (ChatProcess server = ChatProcess.serve();
                Tmux guest = guest(server)) {
            guest.type("half").awaitLast("tcp> half");
            server.type("one").type("\u001b[2Jtwo");
            guest.awaitRow("[tcp] sue: one");
            guest.awaitRow("[tcp] sue: \\u{1b}[2Jtwo");
            guest.awaitLast("tcp> half");
            guest.type(" done").press("Enter");
            server.awaitMessage("half done");
        }
    }

    @Test
    void shouldShowThePathInThePromptAndErrorsWithoutANumber() {
        try (ChatProcess server = ChatProcess.serve();
                Tmux guest = guest(server)) {
            guest.type("/both").press("Enter").awaitLast("both>");
            guest.type("/udpp").press("Enter").awaitRow("chat: unknown command /udpp: did you mean /udp?");
            guest.press("Enter", "C-d").awaitRow("exit 0");
        }
    }

    @Test
    void shouldClearTheLineAtCtrlC() {
        try (ChatProcess server = ChatProcess.serve();
                Tmux guest = guest(server)) {
            guest.type("wrong").awaitLast("tcp> wrong");
            guest.press("C-c").awaitLast("tcp>");
            guest.press("C-c").awaitRow("Ctrl-D or /quit ends.");
            guest.type("right").press("Enter");
            server.awaitMessage("right");
            assertThat(texts(server)).containsExactly("right");
        }
    }

    @Test
    void shouldEndAtCtrlDAsGuestAndAsHost() {
        try (Tmux host = new Tmux(directory, 80, 24, JUDGED.formatted("program serve --tcp-port 0 --udp-port 0"))) {
            host.awaitLast("tcp>");
            host.press("C-d").awaitRow("restored");
            host.awaitRow("exit 0");
        }
        try (ChatProcess server = ChatProcess.serve();
                Tmux guest = guest(server)) {
            guest.press("C-d").awaitRow("restored");
            guest.awaitRow("exit 0");
        }
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "HUP, 129", "INT, 130"})
    void shouldRestoreTheTerminalAtASignal(String signal, int exitCode) throws Exception {
        try (ChatProcess server = ChatProcess.serve();
                Tmux guest = guest(server)) {
            guest.type("half").awaitLast("tcp> half");
            guest.signal(signal);
            guest.awaitRow("restored");
            guest.awaitRow("exit " + exitCode);
        }
    }

    @Test
    void shouldRestoreTheTerminalAtASecondSignal() throws Exception {
        try (ChatProcess server = ChatProcess.serve();
                Tmux guest = guest(server)) {
            server.signal("STOP"); // it will not say goodbye
            guest.type("half").awaitLast("tcp> half");
            guest.signal("TERM");
            guest.signal("TERM");
            guest.awaitRow("restored");
            guest.awaitRow("exit 143");
        }
    }

    @Test
    void shouldRestoreTheTerminalWhenThePeerSaysGoodbye() {
        try (ChatProcess server = ChatProcess.serve();
                Tmux guest = guest(server)) {
            guest.type("half").awaitLast("tcp> half");
            server.type("/quit");
            guest.awaitRow("restored");
            guest.awaitRow("sue is shutting down.");
            guest.awaitRow("exit 1");
        }
    }

    @Test
    void shouldComeBackAfterCtrlZ() {
        try (ChatProcess server = ChatProcess.serve();
                Tmux guest = new Tmux(directory, 80, 24, "PS1='shell> ' exec sh -i")) {
            guest.awaitLast("shell>");
            guest.type(connect(server)).press("Enter").awaitLast("tcp>");
            guest.type("half").press("C-z").awaitLast("shell>");
            guest.type("fg").press("Enter").awaitLast("tcp> half");
            guest.type(" done").press("Enter");
            server.awaitMessage("half done");
        }
    }

    /** A script, sudo or make between the shell and the program, which the shell waits for. */
    @Test
    void shouldStopItsWholeJobAtCtrlZ() throws IOException {
        Path wrapper = Files.writeString(directory.resolve("wrapper"), "#!/bin/sh\nprogram \"$@\"\necho after\n");
        assertThat(wrapper.toFile().setExecutable(true)).isTrue();
        try (ChatProcess server = ChatProcess.serve();
                Tmux guest = new Tmux(directory, 80, 24, "PS1='shell> ' exec sh -i")) {
            guest.awaitLast("shell>");
            guest.type(connect(server).replaceFirst("program", "wrapper"))
                    .press("Enter")
                    .awaitLast("tcp>");
            guest.type("half").press("C-z").awaitLast("shell>");
            guest.type("fg").press("Enter").awaitLast("tcp> half");
            guest.press("C-u", "C-d").awaitRow("after");
        }
    }

    @Test
    void shouldCompleteCommandsAndNames() {
        String serve = "program serve --bind 127.0.0.1 --tcp-port 0 --udp-port 0 --name sue";
        try (Tmux host = new Tmux(directory, 80, 24, serve)) {
            host.awaitRow("--tcp-port ");
            String port = host.screen().stream()
                    .filter(row -> row.contains("--tcp-port "))
                    .map(row -> row.replaceAll(".*--tcp-port ", ""))
                    .findFirst()
                    .orElseThrow();
            try (ChatProcess client =
                    ChatProcess.start("connect", "127.0.0.1", "--tcp-port", port, "--name", "Ann 'o Lee")) {
                host.awaitRow("Ann 'o Lee at ");
                host.type("/pe").press("Tab").awaitLast("tcp> /peers");
                host.press("C-u")
                        .type("an")
                        .press("Tab")
                        .type("look, @An")
                        .press("Tab")
                        .type(".");
                host.awaitLast("tcp> Ann 'o Lee: look, @Ann 'o Lee.");
                host.press("Enter");
                client.awaitOut(line -> line.equals("[tcp] sue: Ann 'o Lee: look, @Ann 'o Lee."));
            }
        }
    }

    @Test
    void shouldRememberLinesOverSessions() throws IOException {
        try (ChatProcess server = ChatProcess.serve()) {
            for (String line : List.of("first 한글", "second")) {
                try (Tmux guest = guest(server)) {
                    guest.type(line).press("Enter", "C-d").awaitRow("exit 0");
                }
            }
            try (Tmux guest = guest(server)) {
                guest.press("Up", "Up").awaitLast("tcp> first 한글");
                guest.press("C-c", "C-r").type("con").press("Enter");
                server.awaitEvent("message", event -> event.get("text").asText().equals("second"));
                guest.press("C-d").awaitRow("exit 0");
            }
        }
        Path history = directory.resolve("chat").resolve("history");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(history)))
                .isEqualTo("rw-------");
    }

    @Test
    void shouldKeepALongLineWhenTheTerminalBecomesNarrow() {
        String line = "a line with 한글 in it that is longer than the terminal is wide, and even than two rows of it";
        try (ChatProcess server = ChatProcess.serve();
                Tmux guest = guest(server)) {
            guest.type(line).await("the line is shown", screen -> joined(screen).endsWith(squeezed("tcp> " + line)));
            guest.resize(20, 24);
            server.type("incoming");
            guest.await("both are shown", screen -> {
                String shown = joined(screen);
                return shown.contains("[tcp]sue:incoming") && shown.endsWith(squeezed("tcp> " + line));
            });
            guest.type("!").press("Enter");
            server.awaitMessage(line + "!");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 40})
    void shouldSayOnceAboveThePromptThatTheConnectionIsLostAndThatItIsBack(int columns) throws IOException {
        String lost = squeezed(": reconnecting. Texts wait until it is back.");
        String back = squeezed("The connection to sue is back after ");
        try (ChatProcess server = ChatProcess.serve();
                CuttingProxy proxy = new CuttingProxy(Integer.parseInt(server.tcpPort()));
                Tmux guest =
                        new Tmux(directory, columns, 24, JUDGED.formatted(connect(Integer.toString(proxy.port()))))) {
            guest.awaitLast("tcp>");
            guest.type("half").awaitLast("tcp> half");
            proxy.refuse(true);
            proxy.cut();
            guest.await("it says that it is lost", screen -> joined(screen).contains(lost));
            guest.awaitLast("tcp> half");
            guest.type(" done").press("Enter").awaitLast("tcp>");
            proxy.refuse(false);
            server.awaitMessage("half done");
            guest.await("it says that it is back", screen -> joined(screen).contains(back));
            guest.awaitLast("tcp>");

            assertThat(joined(guest.screen())).containsOnlyOnce(lost).containsOnlyOnce(back);
            assertThat(guest.screen()).noneMatch(row -> row.contains("UDP"));
        }
    }

    @Test
    void shouldBreakItsOwnLinesBetweenWordsAndOthersTextsNowhere() {
        try (ChatProcess server = ChatProcess.serve();
                Tmux guest = guest(server)) {
            guest.type("/help").press("Enter").awaitRow("    /quit");
            assertThat(guest.screen())
                    .contains(
                            "    /both [TEXT]        send TEXT by both, the first copy counts; without TEXT,",
                            "                        all that follows");
            server.type("x".repeat(60) + " " + "y".repeat(30));
            guest.awaitRow("[tcp] sue: " + "x".repeat(60) + " yyyyyyyy");
        }
    }

    @Test
    void shouldSendEachPastedLine() {
        try (ChatProcess server = ChatProcess.serve();
                Tmux guest = guest(server)) {
            guest.type("> ").paste("one\n\n/quit\ntwo\ttabbed\n" + "x".repeat(70_000) + "\nrest");
            guest.awaitRow("chat: the line has 70000 bytes, which is too long for a text");
            guest.type(" edited").press("Enter");
            server.awaitMessage("rest edited");
            assertThat(texts(server)).containsExactly("> one", "/quit", "two\ttabbed", "rest edited");
        }
    }

    @Test
    void shouldEditWideCharacters() {
        try (ChatProcess server = ChatProcess.serve();
                Tmux guest = guest(server)) {
            guest.type("한글 👍").awaitLast("tcp> 한글 👍");
            guest.press("BSpace", "BSpace", "BSpace").type("국").awaitLast("tcp> 한국");
            guest.press("Left", "Left").type("'").press("End").type("'").awaitLast("tcp> '한국'");
            guest.press("Enter");
            server.awaitMessage("'한국'");
        }
    }

    @Test
    void shouldTakeWhatWasTypedBeforeThePrompt() {
        try (ChatProcess server = ChatProcess.serve();
                Tmux guest = new Tmux(directory, 80, 24, "read go; " + connect(server))) {
            guest.type("go").press("Enter").type("early").press("Enter").type("rest");
            server.awaitMessage("early");
            guest.awaitLast("tcp> rest");
        }
    }

    private Tmux guest(ChatProcess server) {
        Tmux guest = new Tmux(directory, 80, 24, JUDGED.formatted(connect(server)));
        guest.awaitLast("tcp>");
        return guest;
    }

    private static String connect(ChatProcess server) {
        return connect(server.tcpPort());
    }

    private static String connect(String port) {
        return "program connect 127.0.0.1 --tcp-port " + port + " --name ann";
    }

    private static List<String> texts(ChatProcess server) {
        return server.events("message").stream()
                .map((JsonNode event) -> event.get("text").asText())
                .toList();
    }

    /** All rows as one, without blanks, for rows break where they must. */
    private static String joined(List<String> screen) {
        return squeezed(String.join("", screen));
    }

    private static String squeezed(String text) {
        return text.replace(" ", "");
    }
}
