package io.tekcos.chat.netty;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.socket.DatagramPacket;
import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.DropReason;
import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.FatesUnknown;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.PathChanged;
import io.tekcos.chat.model.PathState;
import io.tekcos.chat.model.Receipt;
import io.tekcos.chat.model.Sending;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.model.SessionClosed.Initiator;
import io.tekcos.chat.model.SessionClosedException;
import io.tekcos.chat.model.Via;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A seed session's life: what it makes of bytes, and bytes of texts. */
class SeedSessionTest {

    private static final String TEXT = "안녕 a👋é";
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final EmbeddedSeed seed = new EmbeddedSeed();
    private final EmbeddedServer server = seed.server;
    private final Queue<Runnable> executor = new ArrayDeque<>();

    SeedSessionTest() throws Exception {}

    @AfterEach
    void end() {
        seed.close();
    }

    @Test
    void shouldHearTheSameTextHoweverTheNetworkCutsIt() throws Exception {
        for (byte[][] reads : Bytes.everyCut(TEXT.getBytes(UTF_8))) {
            server.heard.clear();
            EmbeddedStream stream = seed.join();

            stream.receive(reads);

            assertThat(seed.heard(Via.TCP)).isEqualTo(TEXT);
            assertThat(server.heard)
                    .noneMatch(event -> event instanceof Message m && m.text().isEmpty());
            stream.close();
        }
    }

    @Test
    void shouldSplitAReadThatIsTooLongForOneText() throws Exception {
        EmbeddedStream stream = seed.join();
        byte[] garbage = new byte[200_000];
        Arrays.fill(garbage, (byte) 0xff);

        stream.receive(garbage);

        assertThat(seed.heard(Via.TCP)).isEqualTo("\ufffd".repeat(200_000));
        assertThat(server.heard)
                .allMatch(event ->
                        !(event instanceof Message m) || m.text().getBytes(UTF_8).length <= Limits.MAX_TEXT_BYTES);
    }

    @Test
    void shouldTellOfACharacterCutByTheEnd() throws Exception {
        EmbeddedStream stream = seed.join();
        stream.receive(new byte[] {'a', (byte) 0xea, (byte) 0xb8});

        stream.endInput();

        assertThat(seed.heard(Via.TCP)).isEqualTo("a\ufffd");
        assertThat(server.heard).last().isEqualTo(new SessionClosed(CloseCause.GOODBYE, Initiator.PEER, ""));
        assertThat(stream.isOpen()).isFalse();
    }

    @Test
    void shouldEndAsLostWhenTheConnectionBreaks() throws Exception {
        EmbeddedStream stream = seed.join();

        stream.pipeline().fireExceptionCaught(new IOException("Connection reset by peer"));

        assertThat(server.heard).last().isEqualTo(new SessionClosed(CloseCause.CONNECTION_LOST, Initiator.NETWORK, ""));
        assertThat(seed.session().udp()).isEqualTo(PathState.DOWN);
    }

    @Test
    void shouldSayThatThePathIsUpAndSendBareDatagramsToTheAddressOfTheHelo() throws Exception {
        EmbeddedStream stream = seed.join();
        assertThat(server.heard).containsExactly(new PathChanged(PathState.UP, "HELO from 192.0.2.7 port 50000"));

        Sending sending = seed.session().send(TEXT, Via.UDP, Fallback.NONE);
        stream.runPendingTasks();
        seed.udp.runPendingTasks();

        DatagramPacket packet = seed.udp.readOutbound();
        assertThat(packet.content().toString(UTF_8)).isEqualTo(TEXT);
        assertThat(packet.recipient()).isEqualTo(EmbeddedDatagrams.CLIENT);
        packet.release();
        assertThat(sending.getNow(null)).isEqualTo(new Receipt(sending.id(), Via.UDP, Receipt.Status.SENT));
    }

    @Test
    void shouldWriteBareBytesAsMuchAtOnceAsOneReadTakes() throws Exception {
        EmbeddedStream stream = seed.join();
        String text = "글".repeat(700);

        Sending sending = seed.session().send(text, Via.TCP, Fallback.NONE);

        String first = EmbeddedSeed.sent(stream);
        assertThat(first).isEqualTo("글".repeat(341));
        assertThat(EmbeddedSeed.sent(stream)).isEmpty();
        stream.pass(PAUSE);
        assertThat(EmbeddedSeed.sent(stream)).isEqualTo("글".repeat(341));
        assertThat(sending).isNotDone();
        stream.pass(PAUSE);
        assertThat(EmbeddedSeed.sent(stream)).isEqualTo("글".repeat(18));
        assertThat(sending.getNow(null)).isEqualTo(new Receipt(sending.id(), Via.TCP, Receipt.Status.SENT));
        assertThat(seed.session().counters().unacknowledgedBytes()).isZero();
    }

    @Test
    void shouldWriteShortTextsAtOnceAndInOrderAndNothingForAnEmptyOne() throws Exception {
        EmbeddedStream stream = seed.join();
        for (String text : new String[] {"one ", "", "two ", "three"}) {
            seed.session().send(text, Via.TCP, Fallback.NONE);
        }

        assertThat(EmbeddedSeed.sent(stream)).isEqualTo("one two three");
        assertThat(seed.session().counters().tcp().textsSent()).isEqualTo(4);
    }

    @Test
    void shouldWriteAllThatWasAcceptedWithoutPausesWhenItCloses() throws Exception {
        EmbeddedStream stream = seed.join();
        Sending sending = seed.session().send("x".repeat(50_000), Via.TCP, Fallback.NONE);

        seed.session().close(CloseCause.GOODBYE, "");

        assertThat(EmbeddedSeed.sent(stream)).hasSize(50_000);
        assertThat(sending).isCompleted();
        assertThat(stream.isOutputShutdown()).isTrue();
        stream.receive("still heard".getBytes(US_ASCII));
        assertThat(seed.heard(Via.TCP)).isEqualTo("still heard");
        stream.pass(Duration.ofMillis(999));
        assertThat(stream.isOpen()).isTrue();
        stream.pass(Duration.ofMillis(1));
        assertThat(server.heard).last().isEqualTo(new SessionClosed(CloseCause.GOODBYE, Initiator.LOCAL, ""));
    }

    @Test
    void shouldFailWhatTheNetworkNeverTook() throws Exception {
        EmbeddedStream stream = seed.join();
        Sending begun = seed.session().send("x".repeat(5_000), Via.TCP, Fallback.NONE);
        Sending waiting = seed.session().send("y", Via.TCP, Fallback.NONE);
        EmbeddedSeed.sent(stream);

        seed.session().closeNow();

        assertThat(Futures.failure(begun, SessionClosedException.class).fateUnknown())
                .isTrue();
        assertThat(Futures.failure(waiting, SessionClosedException.class).fateUnknown())
                .isFalse();
        assertThat(server.heard)
                .endsWith(
                        new FatesUnknown(List.of(begun.id())),
                        new SessionClosed(CloseCause.GOODBYE, Initiator.LOCAL, ""));
        Sending late = seed.session().send("z", Via.UDP, Fallback.NONE);
        assertThat(late.isAccepted()).isFalse();
        assertThat(Futures.failure(late, SessionClosedException.class).fateUnknown())
                .isFalse();
    }

    @Test
    void shouldStopReadingWhileTheListenerHasAWindowsWorthWaiting() throws Exception {
        Limits small =
                Limits.builder().window(Limits.MIN_WINDOW).waitingDatagrams(2).build();
        try (EmbeddedSeed slow = new EmbeddedSeed(small)) {
            slow.server.onSession(session -> session.listen(slow.server.heard::add, executor::add));
            EmbeddedStream stream = slow.join();
            int reads = 0;
            while (stream.config().isAutoRead() && reads < 1_000) {
                stream.receive("x".repeat(1_024).getBytes(US_ASCII));
                reads++;
            }
            assertThat(reads).isBetween(32, 128);
            for (int i = 0; i < 3; i++) {
                slow.udp.receive(new byte[] {'u'}, EmbeddedDatagrams.CLIENT);
            }
            stream.runPendingTasks();
            assertThat(slow.session().counters().udp().dropped()).isEqualTo(Map.of(DropReason.UNHEARD, 1L));

            for (Runnable turn = executor.poll(); turn != null; turn = executor.poll()) {
                turn.run();
                stream.runPendingTasks();
            }

            assertThat(stream.config().isAutoRead()).isTrue();
            assertThat(slow.heard(Via.TCP)).hasSize(reads * 1_024);
            assertThat(slow.heard(Via.UDP)).isEqualTo("uu");
        }
    }

    @Test
    void shouldStopReadingWhileNobodyListensAndGoOnWhenItCloses() throws Exception {
        server.onSession(session -> {});
        EmbeddedStream stream = seed.join();
        for (int reads = 0; stream.config().isAutoRead() && reads < 1_000; reads++) {
            stream.receive("x".repeat(16_384).getBytes(US_ASCII));
        }
        assertThat(stream.config().isAutoRead()).isFalse();

        seed.session().close(CloseCause.GOODBYE, "");

        assertThat(stream.config().isAutoRead()).isTrue();
        stream.receive("unheard".getBytes(US_ASCII));
        stream.endInput();
        assertThat(Objects.requireNonNull(seed.session().whenClosed().getNow(null))
                        .by())
                .isEqualTo(Initiator.LOCAL);
    }
}
