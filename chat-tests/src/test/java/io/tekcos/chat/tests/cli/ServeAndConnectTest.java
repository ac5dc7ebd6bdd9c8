package io.tekcos.chat.tests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ServeAndConnectTest {

    @Test
    void shouldCarryTextsBothWaysByThePathThatWasAskedFor() {
        try (ChatProcess server = ChatProcess.serve("--no-fallback");
                ChatProcess client = ChatProcess.connect(server, "--json", "--name", "ann", "--no-fallback")) {
            server.awaitUdpUp();
            client.awaitUdpUp();
            for (String via : List.of("tcp", "udp")) {
                client.type("/" + via + " 안녕 by " + via);
                assertCame(server.awaitMessage("안녕 by " + via), "ann", via);
                server.type("/" + via + " 👋 by " + via);
                assertCame(client.awaitMessage("👋 by " + via), "sue", via);
            }
            for (ChatProcess side : List.of(server, client)) {
                side.awaitEvent("sent", event -> event.get("via").asText().equals("udp"));
                side.awaitEvent("delivered");
                JsonNode stats = side.type("/stats").awaitEvent("stats");
                for (String path : List.of("tcpCounters", "udpCounters")) {
                    assertThat(stats.get(path).get("textsSent").asInt())
                            .as(path)
                            .isEqualTo(1);
                    assertThat(stats.get(path).get("textsReceived").asInt())
                            .as(path)
                            .isEqualTo(1);
                }
                assertThat(stats.get("udpCounters").get("fallbacks").asInt()).isZero();
                assertThat(stats.get("udp").asText()).isEqualTo("up");
            }
            assertThat(client.type("/quit").exitCode()).isZero();
            assertThat(server.awaitEvent("left").get("cause").asText()).isEqualTo("goodbye");
            assertThat(server.type("/quit").exitCode()).isZero();
        }
    }

    @Test
    void shouldShowPeopleWhoSaidWhatAndKeepStdoutForIt() {
        try (ChatProcess server = ChatProcess.start(
                        "serve", "--bind", "127.0.0.1", "--tcp-port", "0", "--udp-port", "0", "--name", "sue");
                ChatProcess client = connectTo(server)) {
            server.awaitErr("ann at 127.0.0.1");
            client.type("hello");
            server.awaitOut(line -> line.equals("[tcp] ann: hello"));
            server.type("hello yourself");
            client.awaitOut(line -> line.equals("[tcp] sue: hello yourself"));
            server.type("/peers").awaitErr("ann at 127.0.0.1");
            client.type("/stats").awaitErr("TCP: "); // how many are confirmed by now is up to the network
            client.endInput();
            assertThat(client.exitCode()).isZero();
            server.awaitErr("ann has said goodbye.");
            assertThat(client.out()).containsExactly("[tcp] sue: hello yourself");
            assertThat(server.out()).containsExactly("[tcp] ann: hello");
        }
    }

    private static ChatProcess connectTo(ChatProcess server) {
        String[] command = server.awaitErr("    chat connect ").strip().split(" ", -1);
        assertThat(command).startsWith("chat", "connect", "127.0.0.1", "--tcp-port");
        return ChatProcess.start("connect", command[2], command[3], command[4], "--name", "ann");
    }

    @Test
    void shouldSayALineOfTheHostToEveryGuestAndShowAllTheirs() {
        try (ChatProcess server = ChatProcess.serve();
                ChatProcess ann = ChatProcess.connect(server, "--json", "--name", "ann");
                ChatProcess bob = ChatProcess.connect(server, "--json", "--name", "bob")) {
            ann.awaitEvent("connected");
            bob.awaitEvent("connected");
            server.awaitEvent("joined", event -> event.get("peer").asText().equals("ann"));
            server.awaitEvent("joined", event -> event.get("peer").asText().equals("bob"));
            server.type("hello, both");
            ann.awaitMessage("hello, both");
            bob.awaitMessage("hello, both");
            bob.type("I am bob").endInput();
            ann.awaitMessage("I am bob");
            ann.type("I am ann").endInput();
            assertThat(server.awaitMessage("I am ann").get("from").asText()).isEqualTo("ann");
            assertThat(server.awaitMessage("I am bob").get("from").asText()).isEqualTo("bob");
            assertThat(ann.exitCode()).isZero();
            assertThat(bob.exitCode()).isZero();
            assertThat(ann.events("message")).hasSize(2);
        }
    }

    @Test
    void shouldDeliverEverythingBeforeItEndsWithItsInput() {
        try (ChatProcess server = ChatProcess.serve();
                ChatProcess client = ChatProcess.connect(server, "--json")) {
            client.type("one\ntwo\nthree, without a line break".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            assertThat(client.endInput().exitCode()).isZero();

            assertThat(client.events("delivered")).hasSize(3);
            assertThat(client.events("closed")).singleElement().satisfies(closed -> {
                assertThat(closed.get("cause").asText()).isEqualTo("goodbye");
                assertThat(closed.get("by").asText()).isEqualTo("local");
            });
            assertThat(server.awaitMessage("three, without a line break")).isNotNull();
        }
    }

    @Test
    void shouldServeOnAfterTheEndOfInput() {
        try (ChatProcess server = ChatProcess.serve()) {
            server.endInput();
            try (ChatProcess client = ChatProcess.connect(server)) {
                assertThat(client.type("still there?").endInput().exitCode()).isZero();
            }
            server.awaitMessage("still there?");
            assertThat(server.isAlive()).isTrue();
        }
    }

    @Test
    void shouldEndWithItsInputWhenToldTo() {
        try (ChatProcess server = ChatProcess.serve("--until-eof")) {
            server.awaitEvent("listening");
            assertThat(server.endInput().exitCode()).isZero();
        }
    }

    @Test
    void shouldWaitForUdpRatherThanFallBackAtTheStart() {
        try (ChatProcess server = ChatProcess.serve();
                ChatProcess client = ChatProcess.connect(server, "--json", "--via", "udp", "--no-fallback")) {
            assertThat(client.type("the first line").endInput().exitCode()).isZero();
            assertCame(server.awaitMessage("the first line"), null, "udp");
        }
    }

    @Test
    void shouldSayThatALongTextForUdpWentByTcp() {
        String text = "x".repeat(2000);
        try (ChatProcess server = ChatProcess.serve();
                ChatProcess client = ChatProcess.connect(server)) {
            assertThat(client.type("/udp " + text).endInput().exitCode()).isZero();
            assertCame(server.awaitMessage(text), null, "tcp");
            assertThat(client.err()).anyMatch(line -> line.contains("Line 1 went to sue by TCP"));
        }
    }

    @Test
    void shouldFailALongTextForUdpWithoutFallBack() {
        try (ChatProcess server = ChatProcess.serve();
                ChatProcess client = ChatProcess.connect(server, "--json", "--no-fallback")) {
            client.type("/udp " + "x".repeat(2000)).type("/tcp after it");
            assertThat(client.endInput().exitCode()).isEqualTo(1);
            assertThat(client.events("error")).singleElement().satisfies(error -> {
                assertThat(error.get("code").asText()).isEqualTo("too_long");
                assertThat(error.get("text").asText()).startsWith("line 1: ");
            });
            server.awaitMessage("after it");
        }
    }

    /** Many times what the window and the heap would hold; the same with a million lines is a matter of patience. */
    @Test
    void shouldPipeMoreThanMemoryHoldsInOrder() throws IOException {
        int lines = 60_000;
        String filler = "-".repeat(1000);
        try (ChatProcess server = ChatProcess.start(new ProcessBuilder(ChatProcess.command(
                        List.of("-Xmx24m"),
                        "serve",
                        "--json",
                        "--bind",
                        "127.0.0.1",
                        "--tcp-port",
                        "0",
                        "--udp-port",
                        "0")));
                ChatProcess client = ChatProcess.start(new ProcessBuilder(ChatProcess.command(
                        List.of("-Xmx24m"), "connect", "127.0.0.1", "--tcp-port", server.tcpPort())))) {
            for (int line = 0; line < lines; line += 100) {
                client.type(IntStream.range(line, line + 100)
                        .mapToObj(i -> i + filler)
                        .collect(Collectors.joining("\n")));
            }
            assertThat(client.endInput().exitCode()).as(client.toString()).isZero();
            server.awaitMessage((lines - 1) + filler);
            List<JsonNode> messages = server.events("message");
            assertThat(messages).hasSize(lines);
            for (int i = 0; i < lines; i++) {
                assertThat(messages.get(i).get("text").asText()).isEqualTo(i + filler);
            }
            assertThat(client.err()).noneMatch(line -> line.startsWith("chat: "));
        }
    }

    @Test
    void shouldReadAndWriteUtf8WhateverTheLocale() {
        try (ChatProcess server = ChatProcess.serve()) {
            ProcessBuilder client = new ProcessBuilder(
                    ChatProcess.command(List.of(), "connect", "127.0.0.1", "--tcp-port", server.tcpPort()));
            client.environment().put("LC_ALL", "C");
            try (ChatProcess process = ChatProcess.start(client)) {
                process.type("한글 👍");
                server.awaitMessage("한글 👍");
                server.type("받았어요");
                process.awaitOut(line -> line.equals("[tcp] sue: 받았어요"));
            }
        }
    }

    @Test
    void shouldNeverPassAPeersControlCharactersOn() {
        try (ChatProcess server = ChatProcess.start(
                        "serve", "--bind", "127.0.0.1", "--tcp-port", "0", "--udp-port", "0", "--name", "sue");
                ChatProcess client = connectTo(server)) {
            client.type("\u001b[2J\u0007\u202eevil");
            server.awaitOut(line -> line.equals("[tcp] ann: \\u{1b}[2J\\u{7}\\u{202e}evil"));
        }
    }

    @Test
    void shouldLoadNoLineEditorWithoutATerminal() {
        List<String> logging = List.of("-Xlog:class+load:stderr");
        try (ChatProcess server = ChatProcess.start(new ProcessBuilder(
                ChatProcess.command(logging, "serve", "--bind", "127.0.0.1", "--tcp-port", "0", "--udp-port", "0")))) {
            server.type("/help").type("/quit");

            assertThat(server.exitCode()).isZero();
            assertThat(server.err())
                    .anyMatch(line -> line.contains("io.tekcos.chat.cli.Conversation "))
                    .noneMatch(line -> line.contains("] org.jline")); // newer JDKs have one of their own
        }
    }

    private static void assertCame(JsonNode message, @org.jspecify.annotations.Nullable String from, String via) {
        assertThat(message.get("via").asText()).isEqualTo(via);
        if (from != null) {
            assertThat(message.get("from").asText()).isEqualTo(from);
        }
    }
}
