package io.tekcos.chat.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.ChannelInboundHandlerAdapter;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.protocol.Cookies;
import io.tekcos.chat.protocol.Roster;
import io.tekcos.chat.protocol.ServerBinding;
import io.tekcos.chat.protocol.SessionJournal;
import io.tekcos.chat.protocol.Terms;
import io.tekcos.chat.wire.PeerLimits;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SessionRegistryTest {

    private final SessionRegistry registry = new SessionRegistry(2, 2);
    private EmbeddedStream stream;

    @BeforeEach
    void open() throws Exception {
        stream = EmbeddedStream.open(new ChannelInboundHandlerAdapter());
    }

    @AfterEach
    void end() {
        stream.finishAndReleaseAll();
    }

    @Test
    void shouldFindASessionByItsDatagramIdAsLongAsItRuns() {
        AcceptedSession session = add(1, 100);

        assertThat(registry.byDatagramId(100)).isEqualTo(session);
        assertThat(registry.byDatagramId(1)).isNull();
        assertThat(registry.all()).containsExactly(session.session());

        remove(session);

        assertThat(registry.byDatagramId(100)).isNull();
        assertThat(registry.all()).isEmpty();
        assertThat(registry.open()).isZero();
        assertThat(registry.opened()).isEqualTo(1);
    }

    @Test
    void shouldGiveOutNoMorePlacesThanThereAre() {
        AcceptedSession first = add(1, 100);
        add(2, 200);
        assertThat(registry.tryReserve()).isFalse();
        assertThat(registry.open()).isEqualTo(2);

        remove(first);

        assertThat(registry.tryReserve()).isTrue();
    }

    @Test
    void shouldTurnAwayASecondSessionOfOneNameAndKeepTheFirst() {
        AcceptedSession first = add(1, 100);
        assertThat(registry.tryReserve()).isTrue();

        assertThat(registry.add(session(1, 200).session(), null)).isFalse();
        registry.cancelReservation();

        assertThat(registry.all()).containsExactly(first.session());
        assertThat(registry.byDatagramId(200)).isNull();
        assertThat(registry.open()).isEqualTo(1);
        assertThat(registry.opened()).isEqualTo(1);
    }

    @Test
    void shouldFreeThePlaceOfWhatCannotBeMade() {
        assertThat(registry.tryReserve()).isTrue();
        IllegalStateException reason = new IllegalStateException("no session today");

        assertThatThrownBy(() -> registry.makeReserved(() -> {
                    throw reason;
                }))
                .isSameAs(reason);

        assertThat(registry.open()).isZero();
        assertThat(registry.tryReserve()).isTrue();
        assertThat(registry.<String>makeReserved(() -> "made")).isEqualTo("made");
        assertThat(registry.open()).isEqualTo(1);
    }

    @Test
    void shouldGiveOutNoMorePlacesThanThereAreToManyThreadsAtOnce() throws Exception {
        int threads = 8;
        AtomicInteger places = new AtomicInteger();
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        for (int i = 0; i < threads; i++) {
            executor.submit(() -> {
                start.await();
                if (registry.tryReserve()) {
                    places.incrementAndGet();
                }
                return null;
            });
        }
        start.countDown();
        executor.shutdown();

        assertThat(executor.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        assertThat(places).hasValue(2);
        assertThat(registry.open()).isEqualTo(2);
    }

    private AcceptedSession add(long name, long datagramId) {
        AcceptedSession session = session(name, datagramId);
        assertThat(registry.tryReserve()).isTrue();
        assertThat(registry.add(session.session(), null)).isTrue();
        registry.addDatagrams(session);
        return session;
    }

    private void remove(AcceptedSession session) {
        registry.removeDatagrams(session);
        registry.remove(session.session());
    }

    private AcceptedSession session(long name, long datagramId) {
        PeerLimits limits = PeerLimits.withWindow(Limits.DEFAULTS.window());
        Terms terms = new Terms(new SessionId(0, name), EmbeddedServer.SECRET, datagramId, 0, "client", limits);
        ServerBinding binding =
                new ServerBinding(datagramId, EmbeddedServer.SECRET, new Cookies(EmbeddedServer.SECRET), 0);
        FramedSession session = new FramedSession(
                stream.eventLoop(),
                terms,
                Addresses.remote(stream),
                binding,
                Roster.ofServer(),
                Limits.DEFAULTS,
                Duration.ZERO,
                new NoLifeline(),
                SessionJournal.NONE);
        return new AcceptedSession(session, datagramId);
    }
}
