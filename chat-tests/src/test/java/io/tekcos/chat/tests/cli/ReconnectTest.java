package io.tekcos.chat.tests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tekcos.chat.tests.session.CuttingProxy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two programs whose connection is cut between them, and what people and scripts hear of it. */
class ReconnectTest {

    private final ChatProcess server = ChatProcess.serve();
    private CuttingProxy proxy;

    @BeforeEach
    void standBetween() throws IOException {
        proxy = new CuttingProxy(Integer.parseInt(server.tcpPort()));
    }

    @AfterEach
    void end() throws IOException {
        proxy.close();
        server.close();
    }

    @Test
    void shouldTellScriptsThatAConnectionIsLostAndBackAndDeliverWhatWasTypedMeanwhile() throws IOException {
        try (ChatProcess client = connect("--json")) {
            client.awaitUdpUp();
            client.type("before").awaitEvent("delivered");
            breakDown();
            JsonNode waits = server.awaitEvent("reconnecting");
            assertThat(waits.get("attempt").asInt()).isZero();
            assertThat(waits.get("delayMillis").asInt()).isEqualTo(150_000);
            client.awaitEvent("reconnecting", event -> event.get("attempt").asInt() == 2);
            awaitSent(client.type("up"), "up");
            awaitSent(client.type("/udp up by UDP"), "up by UDP");
            awaitSent(server.type("down"), "down");
            JsonNode totals = server.type("/stats").awaitEvent("serverStats");
            assertThat(totals.get("sessionsOpen").asInt()).isEqualTo(1);
            assertThat(totals.get("sessionsDetached").asInt()).isEqualTo(1);
            assertThat(client.type("/stats")
                            .awaitEvent("stats")
                            .get("connected")
                            .asBoolean())
                    .isFalse();
            proxy.refuse(false);

            server.awaitEvent("resumed");
            assertThat(client.awaitEvent("resumed").get("replayed").asInt()).isZero(); // none had left before
            server.awaitMessage("up by UDP");
            client.awaitMessage("down");
            totals = server.type("/stats")
                    .awaitEvent("serverStats", event -> event.get("resumes").asInt() == 1);
            assertThat(totals.get("sessionsDetached").asInt()).isZero();
            JsonNode stats = client.type("/stats")
                    .awaitEvent("stats", event -> event.get("connected").asBoolean());
            assertThat(stats.get("resumes").asInt()).isEqualTo(1);
            assertThat(client.endInput().exitCode()).isZero();
            assertThat(texts(server)).containsExactly("before", "up", "up by UDP");
            assertThat(texts(client)).containsExactly("down");
            assertThat(client.events("delivered")).hasSize(3);
            assertThat(names(client, "connected", "reconnecting", "resumed", "closed"))
                    .containsSubsequence("connected", "reconnecting", "reconnecting", "resumed", "closed");
            server.awaitEvent("left");
            assertThat(names(server, "joined", "reconnecting", "resumed", "left"))
                    .containsExactly("joined", "reconnecting", "resumed", "left");
        }
    }

    @Test
    void shouldLoseDoubleAndReorderNothingWhenCutInTheMiddleOfTraffic() throws IOException {
        int lines = 3_000;
        try (ChatProcess client = connect("--json")) {
            client.awaitEvent("connected");
            server.awaitEvent("joined");
            for (int i = 1; i <= lines; i++) {
                client.type("up " + i);
                server.type("down " + i);
                if (i % 600 == 0) {
                    proxy.cut();
                    awaitResumes(client, i / 600);
                }
            }
            client.awaitMessage("down " + lines);
            assertThat(client.endInput().exitCode()).isZero();
            server.awaitMessage("up " + lines);
            assertThat(texts(server)).isEqualTo(numbered("up ", lines));
            assertThat(texts(client)).isEqualTo(numbered("down ", lines));
            assertThat(client.events("delivered")).hasSize(lines);
        }
    }

    @Test
    void shouldSayOneQuietLineOfALossAndOneOfAReturnToPeopleOnBothSides() throws IOException {
        try (ChatProcess host = ChatProcess.start(
                        "serve", "--bind", "127.0.0.1", "--tcp-port", "0", "--udp-port", "0", "--name", "sue");
                CuttingProxy between = new CuttingProxy(port(host));
                ChatProcess guest = ChatProcess.start(
                        "connect", "127.0.0.1", "--tcp-port", Integer.toString(between.port()), "--name", "ann")) {
            guest.type("/udp by UDP"); // which waits until it is up
            host.awaitOut(line -> line.equals("[udp] ann: by UDP"));
            between.refuse(true);
            between.cut();
            host.awaitErr("ann is away");
            guest.awaitErr("is lost");
            guest.type("up").type("/stats").awaitErr(", away: there is no connection");
            host.type("down").type("/peers").awaitErr(", away: there is no connection");
            host.type("/stats").awaitErr("Sessions: 1, 1 of them away; ");
            between.refuse(false);
            host.awaitOut(line -> line.equals("[tcp] ann: up"));
            guest.awaitOut(line -> line.equals("[tcp] sue: down"));
            guest.type("/udp again by UDP");
            host.awaitOut(line -> line.equals("[udp] ann: again by UDP"));

            assertThat(guest.endInput().exitCode()).isZero();
            host.awaitErr("ann has said goodbye.");
            assertThat(guest.err())
                    .filteredOn(line -> line.contains("connection to ") || line.contains("UDP to "))
                    .satisfiesExactly(
                            lost -> assertThat(lost)
                                    .startsWith("The connection to sue is lost")
                                    .endsWith(": reconnecting. Texts wait until it is back."),
                            back -> assertThat(back)
                                    .matches("The connection to sue is back after [0-9.]+ s(; .* sent again)?\\."));
            assertThat(host.err())
                    .filteredOn(line -> line.startsWith("ann ") || line.contains("UDP to "))
                    .filteredOn(line -> !line.contains(", away: ")) // what /stats says
                    .satisfiesExactly(
                            joined -> assertThat(joined).endsWith("has connected."),
                            away -> assertThat(away)
                                    .matches("ann is away( \\(.*\\))?: texts wait for up to 2 min 30 s\\."),
                            back -> assertThat(back).matches("ann is back after [0-9.]+ s\\."),
                            left -> assertThat(left).isEqualTo("ann has said goodbye."));
        }
    }

    @Test
    void shouldWaitForConfirmationsAtTheEndOfInputAsLongAsItMayComeBack() throws IOException {
        try (ChatProcess client = connect("--json")) {
            client.awaitEvent("connected");
            server.awaitEvent("joined");
            breakDown();
            client.awaitEvent("reconnecting");
            client.type("last").endInput();
            awaitSent(client, "last");
            client.awaitEvent("reconnecting", event -> event.get("attempt").asInt() == 3);
            proxy.refuse(false);

            assertThat(client.exitCode()).isZero();
            assertThat(client.events("delivered")).hasSize(1);
            assertThat(client.events("closed"))
                    .singleElement()
                    .satisfies(
                            closed -> assertThat(closed.get("cause").asText()).isEqualTo("goodbye"));
            server.awaitEvent("left");
            assertThat(texts(server)).containsExactly("last");
        }
    }

    @Test
    void shouldExit1AndNameTheTextsWhenTheServerDoesNotComeBack() throws IOException {
        try (ChatProcess client = connect("--json", "--resume", "2s")) {
            client.awaitUdpUp();
            client.type("confirmed").awaitEvent("delivered");
            proxy.swallowAnswers();
            client.type("one").type("two");
            server.awaitMessage("two");
            breakDown();
            client.awaitEvent("reconnecting");
            client.type("never left").endInput();

            assertThat(client.exitCode()).isEqualTo(1);
            List<String> sent = client.events("sent").stream()
                    .map(event -> event.get("id").asText())
                    .toList();
            assertThat(client.events("unknown"))
                    .singleElement()
                    .satisfies(unknown -> assertThat(unknown.get("ids"))
                            .extracting(JsonNode::asText)
                            .isEqualTo(sent.subList(1, 3)));
            assertThat(names(client, "unknown", "closed")).containsExactly("unknown", "closed");
            assertThat(client.events("error"))
                    .extracting(error -> error.get("code").asText() + ": "
                            + error.get("text").asText())
                    .containsExactly(
                            "unknown_fate: the session ended before sue confirmed line 2 to 3 (\"one\", \"two\"):"
                                    + " perhaps delivered, perhaps not",
                            "not_sent: the session ended before this was sent to sue: line 4 (\"never left\")");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT,130", "TERM,143"})
    void shouldEndAtOnceWhenSignalledWhileReconnecting(String signal) throws Exception {
        String[] parts = signal.split(",", -1);
        try (ChatProcess client = connect("--json")) {
            client.awaitEvent("connected");
            breakDown();
            client.awaitEvent("reconnecting");
            awaitSent(client.type("never left"), "never left");
            client.signal(parts[0]);

            assertThat(client.exitCode()).isEqualTo(Integer.parseInt(parts[1]));
            assertThat(client.events("closed"))
                    .singleElement()
                    .satisfies(closed -> assertThat(closed.get("by").asText()).isEqualTo("local"));
            assertThat(client.events("error"))
                    .singleElement()
                    .satisfies(error -> assertThat(error.get("code").asText()).isEqualTo("not_sent"));
        }
    }

    @Test
    void shouldNotSayLeftOfAGuestWhoIsWaitedFor() {
        try (ChatProcess client = connect("--json")) {
            client.awaitEvent("connected");
            server.awaitEvent("joined");
            client.kill();
            server.awaitEvent("reconnecting");
            assertThat(server.type("/peers").awaitEvent("peer").get("connected").asBoolean())
                    .isFalse();
            assertThat(server.events("left")).isEmpty();

            assertThat(server.type("/quit").exitCode()).isZero();
            assertThat(server.events("left")).hasSize(1);
        }
    }

    @Test
    void shouldSayLeftAtOnceWhenASessionEndsWithItsConnection() {
        try (ChatProcess host = ChatProcess.serve("--resume", "0");
                ChatProcess client = ChatProcess.connect(host, "--json")) {
            client.awaitEvent("connected");
            host.awaitEvent("joined");
            client.kill();

            assertThat(host.awaitEvent("left").get("cause").asText()).isEqualTo("connection_lost");
            assertThat(host.events("reconnecting")).isEmpty();
        }
    }

    /** Far more lines than may be on their way at once: the input is read no further until the connection is back. */
    @Test
    void shouldLoseNothingOfAnInputThatIsLongerThanWhatMayWait() throws IOException {
        int lines = 4_000;
        try (ChatProcess client = connect()) {
            client.awaitErr("Connected to sue");
            breakDown();
            client.awaitErr("is lost");
            IntStream.rangeClosed(1, lines).forEach(i -> client.type("up " + i));
            client.endInput();
            proxy.refuse(false);

            assertThat(client.exitCode()).isZero();
            server.awaitMessage("up " + lines);
            assertThat(texts(server)).isEqualTo(numbered("up ", lines));
        }
    }

    private ChatProcess connect(String... more) {
        List<String> args = new ArrayList<>(
                List.of("connect", "127.0.0.1", "--tcp-port", Integer.toString(proxy.port()), "--name", "ann"));
        args.addAll(List.of(more));
        return ChatProcess.start(args.toArray(String[]::new));
    }

    private void breakDown() throws IOException {
        proxy.refuse(true);
        proxy.cut();
    }

    private static void awaitSent(ChatProcess by, String text) {
        by.awaitEvent("sent", event -> event.get("text").asText().equals(text));
    }

    private static void awaitResumes(ChatProcess client, int times) {
        List<JsonNode> seen = new ArrayList<>();
        client.awaitEvent("resumed", event -> seen.add(event) && seen.size() == times);
    }

    private static int port(ChatProcess host) {
        return Integer.parseInt(host.awaitErr("    chat connect ").replaceAll(".* ", ""));
    }

    private static List<String> texts(ChatProcess process) {
        return process.events("message").stream()
                .map(event -> event.get("text").asText())
                .toList();
    }

    private static List<String> names(ChatProcess process, String... wanted) {
        return process.out().stream()
                .map(line -> ChatProcess.parse(line).get("event").asText())
                .filter(List.of(wanted)::contains)
                .toList();
    }

    private static List<String> numbered(String prefix, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> prefix + i).toList();
    }
}
