package io.tekcos.chat.tests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.testing.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that come to a real terminal, with somebody in front of it. */
class FileTerminalTest {

    private static final String RECEIVE =
            "program receive --tcp-port 0 --udp-port 0 --bind 127.0.0.1 %s; echo \"exit $?\"; exec cat";

    private static final String PROGRESS = " *[0-9]+ %.*";

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
                chat,
                "#!/bin/sh\ncd '" + directory + "'; exec '" + String.join("' '", ChatProcess.command(List.of()))
                        + "' \"$@\"\n");
        assertThat(chat.toFile().setExecutable(true)).isTrue();
        Files.write(directory.resolve("notes"), new byte[3_000_000]);
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 30})
    void shouldShowHowFarAFileIsInOneRowBelowTextsAndLogs(int columns) throws Exception {
        try (Tmux receiver = new Tmux(directory, columns, 300, RECEIVE.formatted("--accept all -vv"))) {
            String port = port(receiver);
            try (ChatProcess sender = send(port);
                    ChatProcess guest =
                            ChatProcess.start("connect", "127.0.0.1", "--tcp-port", port, "--name", "bob")) {
                receiver.await("it shows how far it is", FileTerminalTest::endsInProgress);
                guest.type("look");
                receiver.await(
                        "the text and how far it is have rows of their own",
                        screen -> screen.contains("[tcp] bob: look") && endsInProgress(screen));
                assertThat(receiver.screen())
                        .noneMatch(row -> row.matches(PROGRESS + "(DEBUG|INFO|io.netty|tekcos).*"));
                sender.signal("INT");
                receiver.await(
                        "nothing is left of it",
                        screen -> screen.stream().anyMatch(row -> row.startsWith("chat: notes from ann: "))
                                && screen.stream().noneMatch(row -> row.matches(PROGRESS)));
            }
        }
    }

    @Test
    void shouldAskAtThePromptAndShowHowFarItIsBelow() {
        try (Tmux receiver = new Tmux(directory, 80, 24, RECEIVE.formatted(""))) {
            String port = port(receiver);
            receiver.awaitRow("You are asked about each offer; /help lists the commands, Ctrl-D ends.");
            receiver.awaitLast(">");
            try (ChatProcess sender = send(port)) {
                receiver.awaitRow("ann offers notes (3.0 MB): /accept 1 or /refuse 1.");
                receiver.type("/ac").press("Tab").awaitLast("> /accept");
                receiver.press("Enter")
                        .await(
                                "how far it is stands below the prompt",
                                screen -> endsInProgress(screen)
                                        && screen.get(screen.size() - 2).equals(">"));
                receiver.type("/cancel").press("Enter").awaitRow("chat: notes from ann: it was cancelled");
                receiver.awaitLast(">");
                assertThat(sender.exitCode()).as(sender.toString()).isEqualTo(1);
            }
            receiver.press("C-d").awaitRow("exit 0");
        }
    }

    private ChatProcess send(String port) {
        return ChatProcess.start(
                "send",
                "127.0.0.1",
                directory.resolve("notes").toString(),
                "--tcp-port",
                port,
                "--name",
                "ann",
                "--limit",
                "50K");
    }

    private static boolean endsInProgress(List<String> screen) {
        return screen.stream().filter(row -> row.matches(PROGRESS)).count() == 1
                && screen.get(screen.size() - 1).matches(PROGRESS);
    }

    /** It stands in a row that is perhaps broken. */
    private static String port(Tmux receiver) {
        receiver.await("it says how to send", screen -> String.join(" ", screen).contains(" FILE"));
        return String.join(" ", receiver.screen()).replaceFirst("(?s).*port *(\\d+) FILE.*", "$1");
    }
}
