package io.tekcos.chat.tests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.tests.readme.Readme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's command lines run as they stand, but for free ports in place of the usual ones. */
class ReadmeCommandsTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path checkout;

    @BeforeEach
    void putTheProgramWhereTheReadmeHasIt() throws IOException {
        Path chat = Files.createDirectories(checkout.resolve("chat-cli/bin")).resolve("chat");
        Files.writeString(chat, """
                #!/bin/sh
                case $1 in
                    serve) set -- "$@" --tcp-port 0 --udp-port 0 --bind 127.0.0.1 --json ;;
                    connect) set -- "$@" --tcp-port "$PORT" ;;
                esac
                exec '%s' "$@"
                """.formatted(String.join("' '", ChatProcess.command(List.of()))));
        assertThat(chat.toFile().setExecutable(true)).isTrue();
    }

    @Test
    void theDemoSucceeds() throws IOException {
        try (ChatProcess demo = run("chat-cli/bin/chat demo", "")) {
            assertThat(demo.exitCode()).as(demo.toString()).isZero();
            assertThat(demo.out()).anyMatch(line -> line.startsWith("All 40 texts arrived exactly once"));
        }
    }

    @Test
    void twoTerminalsAndAScriptChat() throws IOException {
        try (ChatProcess server = run("chat-cli/bin/chat serve", "")) {
            String port = server.tcpPort();
            try (ChatProcess client =
                            run("chat-cli/bin/chat connect 127.0.0.1", port).type("hello");
                    ChatProcess script =
                            run("echo 'the build is green' | chat-cli/bin/chat connect 127.0.0.1 --json", port)) {
                server.awaitEvent(
                        "message", message -> message.get("text").asText().equals("hello"));
                server.awaitEvent(
                        "message", message -> message.get("text").asText().equals("the build is green"));
                assertThat(script.exitCode()).as(script.toString()).isZero();
                assertThat(script.events("delivered")).hasSize(1);
                assertThat(client.endInput().exitCode()).as(client.toString()).isZero();
            }
        }
    }

    /** Runs a line of the README, which must be there to the letter. */
    private ChatProcess run(String command, String port) throws IOException {
        assertThat(Readme.read().commands()).contains(command);
        ProcessBuilder shell = new ProcessBuilder("sh", "-ec", command).directory(checkout.toFile());
        shell.environment().put("PORT", port);
        return ChatProcess.start(shell);
    }
}
