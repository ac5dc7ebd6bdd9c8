package io.tekcos.chat.tests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Texts by both paths. */
class TwoPathsTest {

    private static final int TEXTS = 20;

    @Test
    void shouldDeliverEachTextForBothOnceAndBothWays() {
        try (ChatProcess server = ChatProcess.serve("--via", "both", "--no-fallback");
                ChatProcess client = ChatProcess.connect(server, "--json", "--via", "both", "--no-fallback")) {
            server.awaitUdpUp();
            client.awaitUdpUp();
            for (int i = 1; i <= TEXTS; i++) {
                server.type("down " + i);
                client.type("up " + i);
            }
            assertCameOnceByBoth(server, client, "down ");
            assertCameOnceByBoth(client, server, "up ");
            assertThat(client.type("/quit").exitCode()).isZero();
            assertThat(server.type("/quit").exitCode()).isZero();
            assertThat(messages(server, "up ")).hasSize(TEXTS);
            assertThat(messages(client, "down ")).hasSize(TEXTS);
        }
    }

    @Test
    void shouldShowAPersonWhichCopyCameFirst() {
        try (ChatProcess server = ChatProcess.serve();
                ChatProcess client = ChatProcess.connect(server)) {
            server.awaitUdpUp();
            server.type("/both hello");
            assertThat(client.awaitOut(line -> line.endsWith("sue: hello"))).matches("\\[both/(tcp|udp)] sue: hello");
            server.awaitEvent("delivered");
            assertThat(client.type("/stats").awaitErr(" was first ")).matches("    (TCP|UDP) was first once.*");
        }
    }

    private static void assertCameOnceByBoth(ChatProcess from, ChatProcess to, String prefix) {
        IntStream.rangeClosed(1, TEXTS).forEach(i -> to.awaitMessage(prefix + i));
        for (JsonNode message : messages(to, prefix)) {
            assertThat(message.get("both").asBoolean()).isTrue();
            String id = message.get("id").asText();
            from.awaitEvent("delivered", event -> event.get("id").asText().equals(id));
            from.awaitEvent(
                    "sent", event -> isBoth(event) && event.get("id").asText().equals(id));
            JsonNode slower = to.awaitEvent(
                    "slowerCopy", event -> event.get("id").asText().equals(id));
            assertThat(List.of(slower.get("via").asText(), message.get("via").asText()))
                    .containsExactlyInAnyOrder("tcp", "udp");
            assertThat(slower.get("behindMicros").asLong()).isNotNegative();
        }
        JsonNode stats = to.type("/stats")
                .awaitEvent("stats", event -> event.get("session").isTextual())
                .get("bothCounters");
        assertThat(stats.get("tcpFirst").get("texts").asInt()
                        + stats.get("udpFirst").get("texts").asInt())
                .isEqualTo(TEXTS);
    }

    private static List<JsonNode> messages(ChatProcess to, String prefix) {
        return to.events("message").stream()
                .filter(event -> event.get("text").asText().startsWith(prefix))
                .toList();
    }

    private static boolean isBoth(JsonNode sent) {
        return sent.get("via").asText().equals("both");
    }
}
