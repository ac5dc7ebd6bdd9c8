package io.tekcos.chat.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.Session;
import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.Receipt;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.model.SessionClosed.Initiator;
import io.tekcos.chat.model.SessionClosedException;
import io.tekcos.chat.model.Via;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How sessions and servers end, and that an orderly end loses nothing. */
class ClosingTest {

    private static final int MANY = 5_000;

    @Test
    void shouldDeliverThousandsOfTextsBothWaysThatWereInFlightWhenOneEndClosed() {
        try (Pair pair = new Pair()) {
            List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
            Session server = pair.accepted();
            for (int i = 0; i < MANY; i++) {
                receipts.add(pair.client.send("up " + i, Via.TCP));
                receipts.add(server.send("down " + i, Via.TCP));
            }
            pair.client.close();

            assertThat(receipts)
                    .allSatisfy(
                            receipt -> assertThat(Waiting.get(receipt).status()).isEqualTo(Receipt.Status.DELIVERED));
            Waiting.get(server.whenClosed());
            assertThat(pair.atServer.texts())
                    .isEqualTo(IntStream.range(0, MANY).mapToObj(i -> "up " + i).toList());
            assertThat(pair.atClient.texts())
                    .isEqualTo(
                            IntStream.range(0, MANY).mapToObj(i -> "down " + i).toList());
        }
    }

    @Test
    void shouldTellBothEndsOnceWhoEndedTheSessionAndWhy() {
        try (Pair pair = new Pair()) {
            pair.client.close(CloseCause.GOING_AWAY, "점심");

            assertThat(Waiting.take(pair.atClient.closed))
                    .isEqualTo(new SessionClosed(CloseCause.GOING_AWAY, Initiator.LOCAL, "점심"));
            assertThat(Waiting.take(pair.atServer.closed))
                    .isEqualTo(new SessionClosed(CloseCause.GOING_AWAY, Initiator.PEER, "점심"));
            Waiting.get(pair.accepted().whenClosed());
            pair.client.close();
            pair.client.closeNow();
            pair.accepted().close();
            assertThat(pair.atClient.closed).isEmpty();
            assertThat(pair.atServer.closed).isEmpty();
        }
    }

    @Test
    void shouldRefuseToSendAfterTheEndAndSayWhy() {
        try (Pair pair = new Pair()) {
            pair.client.close();
            for (Via via : Via.values()) {
                SessionClosedException why =
                        Waiting.failure(pair.client.send("late", via), SessionClosedException.class);
                assertThat(why.fateUnknown()).isFalse();
                assertThat(why.closed().cause()).isEqualTo(CloseCause.GOODBYE);
            }
        }
    }

    @Test
    void shouldCutASessionThatDoesNotPartInTheTimeGiven() {
        CountDownLatch release = new CountDownLatch(1);
        Limits patient = Limits.builder().drain(Duration.ofHours(1)).build();
        try (Pair pair = new Pair(
                Heard.onMessage((session, message) -> Waiting.await(release)),
                builder -> builder.limits(patient).executor(Pair.THREADS),
                builder -> builder.limits(patient))) {
            CompletableFuture<Receipt> stuck = pair.client.send("the listener never returns", Via.TCP);

            pair.client.close(Duration.ofMillis(1));

            assertThat(Waiting.failure(stuck, SessionClosedException.class).fateUnknown())
                    .isTrue();
            assertThat(Waiting.get(pair.client.whenClosed()).cause()).isEqualTo(CloseCause.GOODBYE);
        } finally {
            release.countDown();
        }
    }

    @Test
    void shouldTellTheOtherEndInOneWordWhenCutAtOnce() {
        try (Pair pair = new Pair()) {
            pair.client.closeNow();

            assertThat(Waiting.take(pair.atClient.closed))
                    .isEqualTo(new SessionClosed(CloseCause.GOODBYE, Initiator.LOCAL, ""));
            assertThat(Waiting.take(pair.atServer.closed))
                    .isEqualTo(new SessionClosed(CloseCause.GOODBYE, Initiator.PEER, ""));
        }
    }

    @Test
    void shouldPartAlthoughNobodyListensAnywhere() {
        Pair pair = new Pair(builder -> builder.onSession(session -> {}), builder -> builder);
        pair.client.close();
        assertThat(Waiting.get(pair.client.whenClosed()).by()).isEqualTo(Initiator.LOCAL);
        pair.close();
    }
}
