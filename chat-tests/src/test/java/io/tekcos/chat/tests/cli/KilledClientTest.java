package io.tekcos.chat.tests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A client with an outbox is killed with -9 in the middle of its work and started again, time and again: the server hears what was
 * accepted once and in order, and the client loses nothing that the server says.
 */
class KilledClientTest {

    private static final int TEXTS_OF_SERVER = 5;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    private final Set<String> accepted = new HashSet<>();
    private final List<JsonNode> heardByClients = new ArrayList<>();
    private int killsInTheMiddle;

    @Test
    void shouldLoseAndDoubleNothingWhenItIsKilledFiveTimes() throws InterruptedException {
        kill(5, 1);
    }

    @Test
    @Tag("soak")
    void shouldLoseAndDoubleNothingWhenItIsKilledFiftyTimes() throws InterruptedException {
        kill(50, 2);
    }

    /** With a delay on the way, there is hardly a moment at which nothing waits for its acknowledgement. */
    private void kill(int times, long seed) throws InterruptedException {
        Random random = new Random(seed);
        try (ChatProcess server = ChatProcess.serve("--impair", "tcp.delay=200ms")) {
            for (int life = 1; life <= times; life++) {
                talkAndDie(server, life, 50 + random.nextInt(400));
            }
            int said = times * TEXTS_OF_SERVER;
            try (ChatProcess last = connect(server)) {
                last.awaitMessage("s" + times + "-" + TEXTS_OF_SERVER);
                last.type("the end");
                noteRestored(last);
                last.endInput();
                assertThat(last.exitCode()).as(last.toString()).isZero();
                heardByClients.addAll(last.events("message"));
            }
            server.awaitMessage("the end");
            requireSound(server.events("message"));
            requireNothingLost(said);
            assertThat(killsInTheMiddle)
                    .as("kills that left something undelivered")
                    .isGreaterThan(times / 2);
        }
    }

    private void talkAndDie(ChatProcess server, int life, int texts) throws InterruptedException {
        try (ChatProcess client = connect(server)) {
            Feeder feeder = new Feeder(client, life + "-");
            int[] left = {texts};
            client.awaitEvent("sent", event -> event.has("text") && --left[0] == 0);
            for (int number = 1; number <= TEXTS_OF_SERVER; number++) {
                server.type("s" + life + "-" + number);
            }
            client.kill();
            client.exitCode();
            feeder.stop();
            noteRestored(client);
            client.events("sent").stream()
                    .filter(event -> event.has("text"))
                    .forEach(event -> accepted.add(event.get("text").asText()));
            heardByClients.addAll(client.events("message"));
        }
    }

    private ChatProcess connect(ChatProcess server) {
        return ChatProcess.connect(
                server, "--json", "--outbox", directory.resolve("outbox").toString());
    }

    /** Whether the kill before left something undelivered: it is said before any new text is. */
    private void noteRestored(ChatProcess client) {
        client.awaitEvent("sent", event -> event.has("text"));
        if (client.events("sent").stream().anyMatch(event -> event.has("restored"))) {
            killsInTheMiddle++;
        }
    }

    /** Texts of each life are heard from the first on without a gap, each once, and life after life. */
    private void requireSound(List<JsonNode> heard) {
        int life = 0;
        int number = 0;
        for (JsonNode message : heard.subList(0, heard.size() - 1)) {
            String[] text = message.get("text").asText().split("-", -1);
            int itsLife = Integer.parseInt(text[0]);
            number = itsLife == life ? number + 1 : 1;
            assertThat(itsLife).isBetween(life, life + 1);
            life = itsLife;
            assertThat(text[1]).isEqualTo(String.valueOf(number));
            accepted.remove(life + "-" + number);
        }
        assertThat(accepted).as("accepted and not heard").isEmpty();
        assertThat(heard).noneMatch(message -> message.has("maybeRepeated"));
    }

    private void requireNothingLost(int said) {
        Set<String> ids = new HashSet<>();
        for (JsonNode message : heardByClients) {
            boolean isFirst = ids.add(message.get("id").asText());
            assertThat(isFirst || message.has("maybeRepeated"))
                    .as(message.toString())
                    .isTrue();
        }
        assertThat(ids).hasSize(said);
    }
}
