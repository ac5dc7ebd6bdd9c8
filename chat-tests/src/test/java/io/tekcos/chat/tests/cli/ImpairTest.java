package io.tekcos.chat.tests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A bad network on the command line, and what people and programs are told of it. */
class ImpairTest {

    private static final int MEANWHILE = 3;

    /** The path that is held back loses the race, and the text is there before its slower copy. */
    @ParameterizedTest
    @CsvSource({"out.delay=300ms,tcp,udp", "tcp.out.delay=300ms,udp,tcp"})
    void shouldHearACopyByTheOtherPathWhenOneIsSlow(String spec, String first, String second) {
        try (ChatProcess server = ChatProcess.serve();
                ChatProcess client = ChatProcess.connect(server, "--json", "--impair", spec)) {
            client.awaitUdpUp();
            client.type("/both hello");
            JsonNode message = server.awaitMessage("hello");
            assertThat(message.get("both").asBoolean()).isTrue();
            assertThat(message.get("via").asText()).isEqualTo(first);
            JsonNode slower = server.awaitEvent("slowerCopy");
            assertThat(slower.get("id")).isEqualTo(message.get("id"));
            assertThat(slower.get("via").asText()).isEqualTo(second);
            assertThat(slower.get("behindMicros").asLong()).isBetween(100_000L, 60_000_000L);
            client.awaitEvent("delivered");
            JsonNode race = server.type("/stats").awaitEvent("stats").get("bothCounters");
            assertThat(race.get(first + "First").get("texts").asInt()).isEqualTo(1);
            assertThat(race.get(first + "First").get("longestMicros").asLong()).isGreaterThan(100_000);
            assertThat(race.get(second + "First").get("texts").asInt()).isZero();
        }
    }

    /** UDP is cut before the first judgement of it can be over, and for longer than the slowest one takes. */
    @Test
    void shouldFallBackAndReturnInTwoQuietLinesWhenUdpIsCut() {
        try (ChatProcess server = ChatProcess.serve("--impair", "cut=3s:14s,seed=1");
                ChatProcess client = ChatProcess.connect(server, "--name", "ann")) {
            server.awaitEvent("path", event -> isUdp(event, "down"));
            String down = client.awaitErr("UDP to sue is down");
            assertThat(down).contains("): texts go by TCP alone until it is ");
            for (int i = 1; i <= MEANWHILE; i++) {
                server.type("/udp down " + i);
                client.type("/udp up " + i);
                String text = "down " + i;
                client.awaitOut(line -> line.equals("[tcp] sue: " + text));
                assertThat(server.awaitEvent(
                                        "sent",
                                        event -> event.get("text").asText().equals(text))
                                .get("via")
                                .asText())
                        .isEqualTo("tcp");
                assertThat(server.awaitMessage("up " + i).get("via").asText()).isEqualTo("tcp");
            }

            AtomicBoolean wasDown = new AtomicBoolean();
            server.awaitEvent("path", event -> {
                wasDown.compareAndSet(false, isUdp(event, "down"));
                return wasDown.get() && isUdp(event, "up");
            });
            client.awaitErr(down.endsWith("back.") ? "UDP to sue is back." : "UDP to sue is up now.");
            server.type("/udp by UDP again");
            client.awaitOut(line -> line.equals("[udp] sue: by UDP again"));
            assertThat(client.endInput().exitCode()).isZero();
            assertThat(client.err())
                    .filteredOn(line -> !line.contains("onnected") && !line.contains("Ctrl-D"))
                    .hasSize(2);
            assertThat(server.events("path"))
                    .filteredOn(event -> isUdp(event, "down"))
                    .hasSize(1);
        }
    }

    @Test
    void shouldSayOnceThatTextsFailWhenUdpNeverComesUpAndFallBackIsOff() {
        try (ChatProcess server = ChatProcess.serve();
                ChatProcess client =
                        ChatProcess.connect(server, "--via", "both", "--no-fallback", "--impair", "loss=100%,seed=7")) {
            client.awaitErr("The network is bad on purpose: loss=100%,seed=7");
            assertThat(client.awaitErr("UDP to sue is down")).endsWith("): texts meant for it fail until it is up.");
            client.type("not sent").type("/tcp sent").type("/stats");
            server.awaitMessage("sent");
            client.awaitErr("    udp.out.lost ");
            assertThat(client.endInput().exitCode()).isEqualTo(1);
            assertThat(client.err())
                    .filteredOn(line -> line.startsWith("chat: "))
                    .singleElement()
                    .asString()
                    .contains("line 1: ");
            assertThat(server.events("message")).hasSize(1);
        }
    }

    private static boolean isUdp(JsonNode path, String state) {
        return path.get("udp").asText().equals(state);
    }
}
