package io.tekcos.chat.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.ChatClient;
import io.tekcos.chat.Session;
import io.tekcos.chat.SessionListener;
import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.PeerUnreachableException;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The end of a server and of its sessions. */
class ServerCloseTest {

    private final Limits patient = Limits.builder()
            .drain(Duration.ofHours(1))
            .resume(Duration.ZERO)
            .build(); // nobody comes back to a closed server
    private final CountDownLatch release = new CountDownLatch(1);
    private final CountDownLatch busy = new CountDownLatch(1);
    private final CompletableFuture<SessionClosed> told = new CompletableFuture<>();
    private final Pair pair = new Pair(
            builder -> builder.limits(patient).executor(Pair.THREADS),
            builder -> builder.limits(patient).executor(Pair.THREADS));

    @AfterEach
    void end() {
        release.countDown();
        pair.close();
    }

    @Test
    void shouldEndEverySessionAsGoingAway() {
        Waiting.get(pair.client.send("before the end", Via.TCP));

        pair.server.close();

        assertThat(Waiting.take(pair.atClient.closed))
                .isEqualTo(new SessionClosed(CloseCause.GOING_AWAY, Initiator.PEER, "the server is going away"));
        assertThat(Waiting.take(pair.atServer.closed))
                .isEqualTo(new SessionClosed(CloseCause.GOING_AWAY, Initiator.LOCAL, "the server is going away"));
        assertThat(pair.server.sessions()).isEmpty();
        assertThat(pair.server.counters().sessionsOpen()).isZero();
    }

    @Test
    void shouldDeliverWhatEverySessionHadAcceptedBothWays() {
        List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
        Session accepted = pair.accepted();
        for (int i = 0; i < 1_000; i++) {
            receipts.add(pair.client.send("up " + i, Via.TCP));
            receipts.add(accepted.send("down " + i, Via.TCP));
        }

        pair.server.close();

        assertThat(receipts)
                .allSatisfy(receipt -> assertThat(Waiting.get(receipt).status()).isEqualTo(Receipt.Status.DELIVERED));
        assertThat(pair.atServer.messages).hasSize(1_000);
        assertThat(pair.atClient.messages).hasSize(1_000);
    }

    @Test
    void shouldCutWhoeverDoesNotPartInTheTimeGiven() {
        try (Pair stalling = pairWithBusyListener()) {
            CompletableFuture<Receipt> stuck = stalling.client.send("its listener never returns", Via.TCP);
            Waiting.await(busy);

            stalling.server.close(Duration.ofMillis(1));

            assertThat(Waiting.failure(stuck, SessionClosedException.class).fateUnknown())
                    .isTrue();
            assertThat(stalling.server.sessions()).isEmpty();
        }
    }

    @Test
    void shouldTellTheEndToAListenerThatWasBusy() {
        try (Pair stalling = pairWithBusyListener()) {
            stalling.client.send("busy", Via.TCP);
            Waiting.await(busy);

            stalling.server.closeNow();
            release.countDown();

            assertThat(Waiting.get(told).by()).isEqualTo(Initiator.LOCAL);
        }
    }

    @Test
    void shouldDoNothingWhenClosedAgain() {
        pair.server.close();
        pair.server.close();
        pair.server.closeNow();
        pair.server.close(Duration.ofSeconds(1));

        assertThat(pair.atClient.closed).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void shouldBearToBeClosedByManyThreadsAtOnce() {
        List<CompletableFuture<Void>> closings = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            closings.add(CompletableFuture.runAsync(pair.server::close, Pair.THREADS));
            closings.add(CompletableFuture.runAsync(pair.server::closeNow, Pair.THREADS));
        }

        closings.forEach(Waiting::get);

        Waiting.get(pair.client.whenClosed());
    }

    @Test
    void shouldLetNobodyInAfterwards() {
        pair.server.close();

        Waiting.failure(
                ChatClient.builder().connectAsync(Pair.HOST, pair.server.tcpPort()), PeerUnreachableException.class);
    }

    private Pair pairWithBusyListener() {
        return new Pair(
                new SessionListener() {
                    @Override
                    public void onMessage(Session session, Message message) {
                        busy.countDown();
                        Waiting.await(release);
                    }

                    @Override
                    public void onClosed(Session session, SessionClosed closed) {
                        told.complete(closed);
                    }
                },
                builder -> builder.limits(patient).executor(Pair.THREADS),
                builder -> builder.limits(patient));
    }
}
