package io.tekcos.chat.tests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server with an outbox is killed with -9 in the middle of its work and started again, with or without its client: nothing that the
 * client had accepted is lost, and what comes again is marked and has the id it had.
 */
class KilledServerTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    private final List<JsonNode> heard = new ArrayList<>();
    private final List<String> accepted = new ArrayList<>();
    private int killsWithUnheard;

    @Test
    void shouldLoseNothingAndMarkWhatComesAgainWhenTheServerIsKilled() throws Exception {
        killServer(3, 1);
    }

    @Test
    void shouldLoseNothingWhenBothAreKilled() throws Exception {
        killBoth(3, 2);
    }

    @Test
    @Tag("soak")
    void shouldLoseNothingWhenTheServerIsKilledFiftyTimes() throws Exception {
        killServer(50, 3);
    }

    @Test
    @Tag("soak")
    void shouldLoseNothingWhenBothAreKilledFiftyTimes() throws Exception {
        killBoth(50, 4);
    }

    private void killServer(int times, long seed) throws Exception {
        Random random = new Random(seed);
        String port = freePort();
        ChatProcess server = serve(port);
        try (ChatProcess client = connect(port)) {
            Feeder feeder = new Feeder(client, "1-");
            for (int kill = 1; kill <= times; kill++) {
                work(server, client, random);
                List<String> log = client.out();
                server.kill();
                noteKill(server, log);
                server = serve(port);
            }
            feeder.stop();
            client.type("the end").endInput();
            server.awaitMessage("the end");
            assertThat(client.exitCode()).as(client.toString()).isZero();
            assertThat(client.events("unknown")).isEmpty();
            accept(client);
            heard.addAll(server.events("message"));
        } finally {
            server.close();
        }
        requireNothingLost(times);
    }

    private void killBoth(int times, long seed) throws Exception {
        Random random = new Random(seed);
        String port = freePort();
        for (int life = 1; life <= times; life++) {
            try (ChatProcess server = serve(port);
                    ChatProcess client = connect(port)) {
                Feeder feeder = new Feeder(client, life + "-");
                work(server, client, random);
                List<String> log = client.out();
                server.kill();
                client.kill();
                noteKill(server, log);
                client.exitCode();
                feeder.stop();
                accept(client);
            }
        }
        try (ChatProcess server = serve(port);
                ChatProcess client = connect(port)) {
            client.type("the end").endInput();
            server.awaitMessage("the end");
            assertThat(client.exitCode()).as(client.toString()).isZero();
            heard.addAll(server.events("message"));
        }
        requireNothingLost(times);
    }

    /** Until the client knows what this server has heard first, and the server has heard some more. */
    private static void work(ChatProcess server, ChatProcess client, Random random) {
        String first = id(server.awaitEvent("message"));
        client.awaitEvent("delivered", event -> id(event).equals(first));
        int[] left = {server.events("message").size() + random.nextInt(300)};
        server.awaitEvent("message", event -> --left[0] <= 0);
    }

    /** It fell inside the work: before it the client had said of some texts that they were delivered, of others only accepted. */
    private void noteKill(ChatProcess server, List<String> clientLogBefore) {
        server.exitCode();
        List<JsonNode> heardByIt = server.events("message");
        heard.addAll(heardByIt);
        Set<String> delivered = ids(ChatProcess.events(clientLogBefore, "delivered"));
        assertThat(delivered).as("delivered by this server").containsAnyElementsOf(ids(heardByIt));
        Set<String> underWay = ids(ChatProcess.events(clientLogBefore, "sent"));
        underWay.removeAll(delivered);
        assertThat(underWay).as("accepted and not delivered").isNotEmpty();
        underWay.removeAll(ids(heard)); // perhaps nothing is left: only the confirmations were under way
        killsWithUnheard += underWay.isEmpty() ? 0 : 1;
    }

    private void accept(ChatProcess client) {
        client.events("sent").stream()
                .filter(event -> event.has("text"))
                .forEach(event -> accepted.add(event.get("text").asText()));
    }

    private static Set<String> ids(List<JsonNode> events) {
        return events.stream().map(KilledServerTest::id).collect(Collectors.toSet());
    }

    private static String id(JsonNode event) {
        return event.get("id").asText();
    }

    /** All that was accepted is there, first in its order; and whatever is there twice is marked, and is the same text. */
    private void requireNothingLost(int times) {
        Map<String, String> textById = new HashMap<>();
        List<String> firsts = new ArrayList<>();
        for (JsonNode message : heard) {
            String text = message.get("text").asText();
            String before = textById.put(id(message), text);
            if (before == null) {
                firsts.add(text);
            } else {
                assertThat(message.has("maybeRepeated")).as(message.toString()).isTrue();
                assertThat(text).isEqualTo(before);
            }
        }
        System.out.printf(
                "accepted %d, heard %d of them again, %d kills left texts unheard%n",
                accepted.size(), heard.size() - firsts.size(), killsWithUnheard);
        assertThat(firsts).doesNotHaveDuplicates().containsSubsequence(accepted);
        assertThat(killsWithUnheard).as("kills that left texts unheard").isGreaterThanOrEqualTo(times / 3);
    }

    /** With a delay on the way, so that texts are under way at any moment. */
    private ChatProcess serve(String port) {
        ChatProcess server = ChatProcess.start(
                "serve",
                "--json",
                "--bind",
                "127.0.0.1",
                "--tcp-port",
                port,
                "--udp-port",
                "0",
                "--outbox",
                directory.resolve("server").toString(),
                "--impair",
                "tcp.delay=200ms");
        server.awaitEvent("listening");
        return server;
    }

    private ChatProcess connect(String port) {
        return ChatProcess.start(
                "connect",
                "127.0.0.1",
                "--tcp-port",
                port,
                "--json",
                "--outbox",
                directory.resolve("client").toString());
    }

    /** One that a server can have again after it was killed. */
    private static String freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return String.valueOf(free.getLocalPort());
        }
    }
}
