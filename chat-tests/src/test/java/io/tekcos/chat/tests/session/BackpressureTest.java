package io.tekcos.chat.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.Session;
import io.tekcos.chat.SessionListener;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.Receipt;
import io.tekcos.chat.model.SendRefusedException;
import io.tekcos.chat.model.SendRefusedException.Reason;
import io.tekcos.chat.model.Via;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A listener that stalls on its executor, and what its peer notices. */
class BackpressureTest {

    private static final String KIBIBYTE = "x".repeat(1024);

    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger heard = new AtomicInteger();
    private final Limits limits = Limits.builder().window(Limits.MIN_WINDOW).build();
    private final Pair pair = new Pair(
            builder ->
                    builder.limits(limits).executor(Pair.THREADS).onSession(session -> session.listen(new Stalling())),
            builder -> builder.limits(limits));

    @AfterEach
    void end() {
        release.countDown();
        pair.close();
    }

    @Test
    void shouldBoundWhatWaitsForAListenerThatStallsAndGoOnWhenItGoesOn() {
        List<CompletableFuture<Receipt>> accepted = fill();
        assertThat(pair.client.isWritable()).isFalse();
        assertThat(pair.client.counters().unacknowledgedBytes()).isLessThanOrEqualTo(Limits.MIN_WINDOW);
        assertThat(accepted).noneMatch(CompletableFuture::isDone);
        CompletableFuture<Void> writable = pair.client.whenWritable();
        assertThat(writable).isNotDone();
        assertThat(Waiting.take(pair.atClient.writable)).isFalse();

        release.countDown();

        Waiting.get(writable);
        assertThat(Waiting.take(pair.atClient.writable)).isTrue();
        accepted.forEach(Waiting::get);
        Waiting.get(pair.client.send("more", Via.TCP));
        assertThat(heard).hasValue(accepted.size() + 1);
        assertThat(pair.client.isWritable()).isTrue();
    }

    @Test
    void shouldFailWhoeverWaitsForRoomWhenTheSessionEnds() {
        fill();
        CompletableFuture<Void> writable = pair.client.whenWritable();

        pair.client.closeNow();

        Waiting.failure(writable, io.tekcos.chat.model.SessionClosedException.class);
    }

    @Test
    void shouldKeepDatagramsAndTheOtherDirectionGoingMeanwhile() {
        Waiting.get(pair.client.whenUdpUp());
        fill();
        Waiting.until("it has begun", () -> !pair.server.sessions().isEmpty());
        Session server = pair.server.sessions().iterator().next();

        Waiting.get(server.send("from the stalled end", Via.TCP));

        assertThat(pair.atClient.message().text()).isEqualTo("from the stalled end");
    }

    /** Sends until it is refused, and returns what was accepted. */
    private List<CompletableFuture<Receipt>> fill() {
        List<CompletableFuture<Receipt>> accepted = new ArrayList<>();
        while (true) {
            CompletableFuture<Receipt> receipt = pair.client.send(KIBIBYTE, Via.TCP);
            if (receipt.isCompletedExceptionally()) {
                assertThat(Waiting.failure(receipt, SendRefusedException.class).reason())
                        .isEqualTo(Reason.BUFFER_FULL);
                return accepted;
            }
            accepted.add(receipt);
        }
    }

    private final class Stalling implements SessionListener {
        @Override
        public void onMessage(Session session, Message message) {
            Waiting.await(release);
            heard.incrementAndGet();
        }
    }
}
