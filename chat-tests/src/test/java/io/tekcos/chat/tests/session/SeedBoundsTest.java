package io.tekcos.chat.tests.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.tekcos.chat.ChatServer;
import io.tekcos.chat.Session;
import io.tekcos.chat.SessionListener;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.SendRefusedException;
import io.tekcos.chat.model.SessionClosed.Initiator;
import io.tekcos.chat.model.Via;
import io.tekcos.chat.tests.seed.SeedClient;
import io.tekcos.chat.tests.session.SeedHost.Guest;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Seed peers that do not read, or write too much. */
class SeedBoundsTest {

    private final SeedHost host = new SeedHost();

    @AfterEach
    void end() {
        host.close();
    }

    @Test
    void shouldBoundWhatWaitsForOneThatDoesNotRead() throws IOException {
        try (SeedClient seed = host.connectSeed()) {
            Session session = host.guest().session();
            String large = "x".repeat(Limits.MAX_TEXT_BYTES);
            int accepted = 0;
            while (session.send(large, Via.TCP).isAccepted()) {
                accepted++;
            }

            assertThat(accepted).isBetween(1, Limits.DEFAULTS.window() / Limits.MAX_TEXT_BYTES);
            assertThat(session.isWritable()).isFalse();
            assertThat(Waiting.failure(session.send(large, Via.TCP), SendRefusedException.class)
                            .reason())
                    .isEqualTo(SendRefusedException.Reason.BUFFER_FULL);
            session.closeNow();
            assertThat(seed.tcpReceiveToTheEnd()).isLessThan(Limits.DEFAULTS.window());
        }
    }

    @Test
    void shouldLoseNothingForAListenerThatIsSlow() throws IOException {
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicLong heard = new AtomicLong();
        int total = 8 * 1024 * 1024;
        try (ChatServer slow = Pair.serverBuilder()
                        .allowSeedPeers(true)
                        .executor(Pair.THREADS)
                        .onSession(session -> session.listen(hearing(goOn, heard)))
                        .start();
                SeedClient seed = SeedClient.connect(slow.tcpPort(), slow.udpPort())) {
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() ->
                    assertThatCode(() -> seed.tcpSend("글".repeat(total / 3))).doesNotThrowAnyException());
            Waiting.until("much has come", () -> received(slow) > Limits.DEFAULTS.window());
            goOn.countDown();

            Waiting.get(writing);
            Waiting.until("all is heard", () -> heard.get() == total / 3);
        }
    }

    private static long received(ChatServer server) {
        return server.sessions().stream()
                .mapToLong(session -> session.counters().tcp().bytesReceived())
                .sum();
    }

    private static SessionListener hearing(CountDownLatch goOn, AtomicLong heard) {
        return Heard.onMessage((session, message) -> {
            Waiting.await(goOn);
            if (message.text().chars().allMatch(character -> character == '글')) {
                heard.addAndGet(message.text().length());
            }
        });
    }

    @Test
    void shouldSurviveGarbageAndFloodsByEitherPath() throws IOException {
        Random random = new Random(7);
        try (SeedClient seed = host.connectSeed();
                SeedClient calm = host.connectSeed()) {
            Guest flooded = host.guest();
            Guest undisturbed = host.guest();
            for (int i = 0; i < 2_000; i++) {
                byte[] garbage = new byte[random.nextInt(1_500)];
                random.nextBytes(garbage);
                seed.udpSend(garbage);
                seed.tcpSend(garbage);
            }
            calm.tcpSend("calm");
            calm.udpSend("calm too");
            assertThat(undisturbed.twoTexts()).containsValues("calm", "calm too");
            seed.leave();
            assertThat(Waiting.take(flooded.heard().closed).by()).isEqualTo(Initiator.PEER);
            assertThat(flooded.heard().messages)
                    .allMatch(message -> message.text().length() <= Limits.MAX_TEXT_BYTES);
        }
    }
}
