package io.tekcos.chat.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;
import io.tekcos.chat.model.DropReason;
import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.PathChanged;
import io.tekcos.chat.model.PathState;
import io.tekcos.chat.model.Receipt;
import io.tekcos.chat.model.SendRefusedException;
import io.tekcos.chat.model.SendRefusedException.Reason;
import io.tekcos.chat.model.Via;
import io.tekcos.chat.wire.PongDatagram;
import io.tekcos.chat.wire.Text;
import io.tekcos.chat.wire.TextDatagram;
import java.net.PortUnreachableException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of texts for UDP, at a server whose client binds its address as it should. */
class UdpPathTest {

    private static final int MAX_WAITING = 3;
    private static final String LONGEST = "x".repeat(Limits.MAX_DATAGRAM_TEXT_BYTES);

    private final EmbeddedServer server = new EmbeddedServer(
            Limits.builder().waitingDatagrams(MAX_WAITING).resume(Duration.ZERO).build());
    private EmbeddedStream stream;
    private EmbeddedDatagrams udp;
    private FramedSession session;
    private long number;

    @BeforeEach
    void join() throws Exception {
        udp = EmbeddedDatagrams.ofServer(server.acceptor.datagramHandler());
        stream = server.join();
        session = server.session();
    }

    @AfterEach
    void end() {
        server.close();
        udp.finishAndReleaseAll();
    }

    @Test
    void shouldRefuseATextWhileItIsNotUpIfFallBackIsOff() {
        assertThat(reason(send("text", Fallback.NONE))).isEqualTo(Reason.UDP_NOT_UP);
        session.udpPath().retryLater("planned");
        assertThat(reason(send("text", Fallback.NONE))).isEqualTo(Reason.UDP_NOT_UP);
        assertThat(stream.sent()).isEmpty();
        assertThat(session.counters().udp().fallbacks()).isZero();
    }

    @Test
    void shouldLetATextTravelByTcpWhileItIsNotUp() {
        CompletableFuture<Receipt> receipt = send("text", Fallback.TCP);

        Text sent = (Text) stream.sent().get(0);
        stream.receive(new io.tekcos.chat.wire.Received(1));

        assertThat(receipt).isCompletedWithValue(new Receipt(sent.id(), Via.TCP, Receipt.Status.DELIVERED));
        assertThat(session.counters().udp().fallbacks()).isEqualTo(1);
        assertThat(udp.sent()).isEmpty();
    }

    @Test
    void shouldTakeTheLongestTextThatFitsAndNoLongerOne() {
        comeUp();

        send(LONGEST, Fallback.NONE);
        assertThat(reason(send(LONGEST + "x", Fallback.NONE))).isEqualTo(Reason.TOO_LONG);
        assertThat(reason(send("가".repeat(385), Fallback.NONE))).isEqualTo(Reason.TOO_LONG);
        send(LONGEST + "y", Fallback.TCP);
        session.endTurn();

        assertThat(udp.sent()).singleElement().satisfies(sent -> {
            assertThat(sent.bytes()).isEqualTo(Limits.MAX_DATAGRAM_BYTES - 17);
            assertThat(((TextDatagram) sent.datagram()).text()).isEqualTo(LONGEST);
        });
        assertThat(stream.sent())
                .singleElement()
                .isInstanceOfSatisfying(
                        Text.class, text -> assertThat(text.text()).endsWith("y"));
        assertThat(session.counters().udp().fallbacks()).isEqualTo(1);
    }

    @Test
    void shouldRefuseWhatCannotBeSentAtAllWithoutTouchingEitherPath() {
        comeUp();
        assertThat(reason(send("\udc00", Fallback.TCP))).isEqualTo(Reason.NOT_UNICODE);
        assertThat(reason(send("x".repeat(65_537), Fallback.TCP))).isEqualTo(Reason.TOO_LONG);
        assertThat(session.counters().udp().fallbacks()).isZero();
    }

    @Test
    void shouldRefuseMoreThanMayWaitForTheNextFlush() {
        comeUp();
        for (int i = 0; i < MAX_WAITING; i++) {
            assertThat(session.udpPath().outbox().tryReserve()).isTrue();
            session.udpPath()
                    .outbox()
                    .offer(Outgoing.own("waits", 5, new ReceiptFuture(session.eventLoop(), i, Via.UDP)));
        }
        assertThat(reason(send("full", Fallback.TCP))).isEqualTo(Reason.BUFFER_FULL);
        assertThat(session.send("its copy is left out", Via.BOTH, Fallback.NONE).isAccepted())
                .isTrue();

        session.endTurn();

        assertThat(udp.sent()).hasSize(MAX_WAITING);
        assertThat(stream.sent())
                .singleElement()
                .isInstanceOfSatisfying(
                        Text.class, text -> assertThat(text.both()).isTrue());
        send("room again", Fallback.NONE);
        session.endTurn();
        assertThat(udp.sent()).hasSize(1);
    }

    @Test
    void shouldSayThatATextWasNotSentWhenTheNetworkDoesNotTakeIt() {
        comeUp();
        udp.pipeline().addLast(new ChannelOutboundHandlerAdapter() {
            @Override
            public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
                ReferenceCountUtil.release(message);
                promise.setFailure(new PortUnreachableException("planned"));
            }
        });

        CompletableFuture<Receipt> receipt = send("lost", Fallback.NONE);
        session.endTurn();

        assertThat(Futures.failure(receipt, SendRefusedException.class))
                .hasMessageContaining("planned")
                .satisfies(why -> assertThat(why.reason()).isEqualTo(Reason.UDP_NOT_UP));
        assertThat(session.counters().udp().sendFailures()).isEqualTo(1);
        assertThat(udp.isOpen()).isTrue();
        assertThat(stream.isOpen()).isTrue();
    }

    @Test
    void shouldPileUpNoAnswersWhileTheSocketTakesNothing() {
        comeUp();
        List<Object> held = new ArrayList<>();
        udp.pipeline().addLast(new ChannelOutboundHandlerAdapter() {
            @Override
            public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
                held.add(message); // and the promise is never kept
            }
        });

        for (int i = 0; i < 200; i++) {
            session.udpPath().send(new PongDatagram(1, i, i), EmbeddedDatagrams.CLIENT);
        }

        assertThat(held).hasSize(64);
        assertThat(session.counters().udp().sendFailures()).isEqualTo(136);
        held.forEach(ReferenceCountUtil::release);
    }

    @Test
    void shouldDropAsUnheardWhatASlowListenerHasNoPlaceFor() {
        Queue<Runnable> executor = new ArrayDeque<>();
        comeUp();
        server.heard.clear();
        session.listen(server.heard::add, executor::add);
        for (int i = 0; i < MAX_WAITING + 2; i++) {
            udp.receive(text(3 + i), EmbeddedDatagrams.CLIENT);
        }
        assertThat(session.counters().udp().dropped()).containsExactly(java.util.Map.entry(DropReason.UNHEARD, 2L));
        assertThat(session.counters().udp().textsReceived()).isEqualTo(MAX_WAITING);

        while (!executor.isEmpty()) {
            executor.remove().run();
            stream.runPendingTasks();
        }
        udp.receive(text(9), EmbeddedDatagrams.CLIENT);

        assertThat(session.counters().udp().textsReceived()).isEqualTo(MAX_WAITING + 1);
        assertThat(server.heard).hasSize(MAX_WAITING);
    }

    @Test
    void shouldSayEachChangeOnceAndNoneAfterTheEnd() {
        session.udpPath().retryLater("first");
        session.udpPath().retryLater("again");
        comeUp();
        comeUp();
        stream.close();
        session.udpPath().giveUp("after the end");

        assertThat(server.heard)
                .filteredOn(PathChanged.class::isInstance)
                .extracting(event -> ((PathChanged) event).udp())
                .containsExactly(PathState.DOWN, PathState.UP);
        assertThat(session.udp()).isEqualTo(PathState.DOWN);
    }

    @Test
    void shouldRefuseWhatStillWaitsWhenTheSessionEnds() {
        comeUp();
        ReceiptFuture receipt = new ReceiptFuture(session.eventLoop(), 1, Via.UDP);
        assertThat(session.udpPath().outbox().tryReserve()).isTrue();
        session.udpPath().outbox().offer(Outgoing.own("waits", 5, receipt));

        stream.close();

        assertThat(receipt).isCompletedExceptionally();
        assertThat(udp.sent()).isEmpty();
    }

    private void comeUp() {
        number += 2;
        udp.bind(server.datagramId(), EmbeddedServer.SECRET, EmbeddedDatagrams.CLIENT, number);
        assertThat(session.udp()).isEqualTo(PathState.UP);
        udp.sent();
    }

    private TextDatagram text(long number) {
        return new TextDatagram(server.datagramId(), number, number, 0, "text");
    }

    private CompletableFuture<Receipt> send(String text, Fallback fallback) {
        return session.send(text, Via.UDP, fallback);
    }

    private static Reason reason(CompletableFuture<Receipt> refused) {
        return Futures.failure(refused, SendRefusedException.class).reason();
    }
}
