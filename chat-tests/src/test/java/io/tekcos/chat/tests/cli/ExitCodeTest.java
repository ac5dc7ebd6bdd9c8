package io.tekcos.chat.tests.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.ChatServer;
import io.tekcos.chat.model.Limits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExitCodeTest {

    @Test
    void shouldBe1WhenThePortIsTaken() {
        try (ChatProcess first = ChatProcess.serve();
                ChatProcess second = ChatProcess.start("serve", "--bind", "127.0.0.1", "--tcp-port", first.tcpPort())) {
            assertOneClearLine(second, 1, "Cannot listen on");
        }
    }

    @Test
    void shouldBe1WhenTheAddressIsNotOfThisMachine() {
        try (ChatProcess server =
                ChatProcess.start("serve", "--bind", "192.0.2.1", "--tcp-port", "0", "--udp-port", "0")) {
            assertOneClearLine(server, 1, "192.0.2.1");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "connect",
                "serve --nonsense",
                "conect",
                "connect 127.0.0.1 --name \u0007",
                "demo extra",
                "connect 127.0.0.1 --impair pigeons=2",
                "connect 127.0.0.1 --resume 2h",
                "serve --resume -1s",
                "serve --impair loss=200%",
                "demo --impair loss=1%"
            })
    void shouldBe2ForWrongUsage(String line) {
        try (ChatProcess process = ChatProcess.start(line.split(" ", -1))) {
            assertThat(process.exitCode()).isEqualTo(2);
            assertThat(process.out()).isEmpty();
            assertThat(process.err().get(0)).startsWith("chat: ");
            assertThat(process.err()).hasSizeLessThanOrEqualTo(3);
        }
    }

    @Test
    void shouldBe3WhenTheHostIsUnknown() {
        try (ChatProcess client = ChatProcess.start("connect", "no-such-host.invalid")) {
            assertOneClearLine(client, 3, "'no-such-host.invalid' is unknown");
        }
    }

    @Test
    void shouldBe3WhenNothingListens() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        try (ChatProcess client = connect(port)) {
            assertOneClearLine(client, 3, "Nothing listens on 127.0.0.1 port " + port);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 400 Bad Request\r\n\r\n", "SSH-2.0-OpenSSH_9.2\r\n", "220 mail ESMTP\r\n"})
    void shouldBe3WhenTheServerSpeaksSomethingElse(String greeting) throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ChatProcess client = connect(other.getLocalPort());
                Socket accepted = other.accept()) {
            accepted.getOutputStream().write(greeting.getBytes(US_ASCII));
            assertOneClearLine(client, 3, "");
        }
    }

    @Test
    void shouldBe3WhenTheServerIsSilent() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ChatProcess client = connect(silent.getLocalPort())) {
            assertOneClearLine(client, 3, "");
        }
    }

    @Test
    void shouldBe4WhenTheServerRefuses() throws IOException {
        Limits oneAtATheDoor = Limits.builder()
                .halfOpenPerAddress(1)
                .handshake(Duration.ofMinutes(5))
                .build();
        try (ChatServer server = ChatServer.builder()
                        .bindAddress("127.0.0.1")
                        .tcpPort(0)
                        .udpPort(0)
                        .limits(oneAtATheDoor)
                        .start();
                Socket standsInTheDoor = new Socket(InetAddress.getLoopbackAddress(), server.tcpPort())) {
            assertThat(standsInTheDoor.getInputStream().read()).isNotNegative(); // greeted, so it counts
            try (ChatProcess client = connect(server.tcpPort())) {
                assertOneClearLine(client, 4, "refused");
            }
        }
    }

    @Test
    void shouldBe1WhenTheServerDiesAndTheSessionWithItsConnection() {
        try (ChatProcess server = ChatProcess.serve();
                ChatProcess client = ChatProcess.connect(server, "--resume", "0")) {
            client.type("hello");
            server.awaitMessage("hello");
            server.kill();

            assertThat(client.exitCode()).isEqualTo(1);
            assertThat(client.err()).anyMatch(line -> line.startsWith("The connection to sue broke"));
            assertNoStackTrace(client);
        }
    }

    @Test
    void shouldBe1WhenTheServerDiesAndDoesNotComeBack() {
        try (ChatProcess server = ChatProcess.serve();
                ChatProcess client = ChatProcess.connect(server, "--resume", "500ms")) {
            client.type("hello");
            server.awaitMessage("hello");
            server.kill();

            assertThat(client.exitCode()).isEqualTo(1);
            assertThat(client.err())
                    .anyMatch(line -> line.startsWith("The connection to sue is lost"))
                    .anyMatch(line -> line.startsWith("The connection to sue has not come back"));
            assertNoStackTrace(client);
        }
    }

    @Test
    void shouldBe1WhenTheServerSaysGoodbye() {
        try (ChatProcess server = ChatProcess.serve();
                ChatProcess client = ChatProcess.connect(server, "--json")) {
            client.awaitEvent("connected");
            server.awaitEvent("joined");
            assertThat(server.type("/quit").exitCode()).isZero();

            assertThat(client.exitCode()).isEqualTo(1);
            assertThat(client.events("closed")).singleElement().satisfies(closed -> {
                assertThat(closed.get("cause").asText()).isEqualTo("going_away");
                assertThat(closed.get("by").asText()).isEqualTo("peer");
            });
        }
    }

    @ParameterizedTest
    @CsvSource({"INT,130", "TERM,143", "HUP,129"})
    void shouldSayGoodbyeWhenSignalled(String signal, int exitCode) throws Exception {
        try (ChatProcess server = ChatProcess.serve();
                ChatProcess client = ChatProcess.connect(server, "--json")) {
            client.awaitEvent("connected");
            client.signal(signal);

            assertThat(client.exitCode()).isEqualTo(exitCode);
            assertThat(client.events("closed")).hasSize(1);
            assertThat(server.awaitEvent("left").get("cause").asText()).isEqualTo("goodbye");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void shouldEndTheServerInOrderWhenSignalled(String signal) throws Exception {
        try (ChatProcess server = ChatProcess.serve();
                ChatProcess client = ChatProcess.connect(server, "--json")) {
            server.awaitEvent("joined");
            server.signal(signal);

            assertThat(server.exitCode()).isZero();
            assertThat(server.events("left")).hasSize(1);
            assertThat(client.awaitEvent("closed").get("cause").asText()).isEqualTo("going_away");
            assertNoStackTrace(server);
        }
    }

    @Test
    void shouldBe130WhenInterruptedWhileConnecting() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ChatProcess client = connect(silent.getLocalPort());
                Socket accepted = silent.accept()) {
            assertThat(accepted.isConnected()).isTrue();
            client.signal("INT");
            assertThat(client.exitCode()).isEqualTo(130);
        }
    }

    /** The server is stopped, so that a goodbye in order would end with a "closed" event after some seconds. */
    @Test
    void shouldEndAtOnceAtASecondSignal() throws Exception {
        try (ChatProcess server = ChatProcess.serve();
                ChatProcess client = ChatProcess.connect(server, "--json")) {
            client.awaitEvent("connected");
            server.signal("STOP");
            for (int signals = 0; client.isAlive() && signals < 1_000; signals++) {
                client.signal("INT");
            }
            assertThat(client.exitCode()).isEqualTo(130);
            assertThat(client.events("closed")).isEmpty();
        }
    }

    @Test
    void shouldEndQuietlyWhenNobodyReadsItsOutput() {
        String head = "{ \"$@\"; echo it exits with $? >&2; } | { head -n 1; exec <&-; echo head is gone >&2; }";
        try (ChatProcess server = ChatProcess.serve()) {
            List<String> shell = new ArrayList<>(List.of("sh", "-c", head, "sh"));
            shell.addAll(
                    ChatProcess.command(List.of(), "connect", "127.0.0.1", "--tcp-port", server.tcpPort(), "--json"));
            try (ChatProcess client = ChatProcess.start(new ProcessBuilder(shell))) {
                client.awaitErr("head is gone");
                server.awaitEvent("joined");
                server.type("nobody will read this");

                client.awaitErr("it exits with 0");
                assertThat(client.exitCode()).isZero();
                assertThat(client.out()).singleElement().asString().contains("connected");
                assertThat(client.err()).hasSize(2);
                server.awaitEvent("left");
            }
        }
    }

    private static ChatProcess connect(int port) {
        return ChatProcess.start("connect", "127.0.0.1", "--tcp-port", Integer.toString(port));
    }

    private static void assertOneClearLine(ChatProcess process, int exitCode, String words) {
        assertThat(process.exitCode()).as(process.toString()).isEqualTo(exitCode);
        assertThat(process.out()).isEmpty();
        assertThat(process.err())
                .singleElement()
                .asString()
                .startsWith("chat: ")
                .contains(words);
    }

    private static void assertNoStackTrace(ChatProcess process) {
        List<String> err = process.err();
        assertThat(err).noneMatch(line -> line.contains("Exception") || line.startsWith("\tat "));
    }
}
