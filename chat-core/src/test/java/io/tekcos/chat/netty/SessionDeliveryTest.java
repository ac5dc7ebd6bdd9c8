package io.tekcos.chat.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.Receipt;
import io.tekcos.chat.model.SendRefusedException;
import io.tekcos.chat.model.SessionEvent;
import io.tekcos.chat.model.Via;
import io.tekcos.chat.wire.Received;
import io.tekcos.chat.wire.Skipped;
import io.tekcos.chat.wire.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Texts by the stream, with the listener on the event loop. */
class SessionDeliveryTest {

    private static final Skipped SEQUENCED = new Skipped(0xc5);
    private static final Skipped UNSEQUENCED = new Skipped(0x85);

    private final EmbeddedServer server = new EmbeddedServer();
    private EmbeddedStream stream;
    private NettySession session;

    @BeforeEach
    void join() throws Exception {
        stream = server.join();
        session = server.session();
    }

    @AfterEach
    void end() {
        server.close();
    }

    @Test
    void shouldAcknowledgeOnceAReadHoweverManyTextsCameWithIt() {
        stream.receive(text(1), text(2), text(3));

        assertThat(server.heard).containsExactly(message(1), message(2), message(3));
        assertThat(stream.flushes()).isEqualTo(1);
        assertThat(stream.sent()).containsExactly(new Received(3));

        stream.receive(text(4));
        assertThat(stream.sent()).containsExactly(new Received(4));
    }

    @Test
    void shouldHearEveryTextOnceHoweverTheyAreCut() {
        for (byte[][] reads : Bytes.everyCut(Bytes.of(text(1), text(2), SEQUENCED, text(3)))) {
            server.heard.clear();

            stream.receive(reads);

            assertThat(server.heard).containsExactly(message(1), message(2), message(3));
            stream.sent();
        }
    }

    @Test
    void shouldAcknowledgeOnlyWhenTheListenerHasReturned() {
        List<Object> order = new ArrayList<>();
        session.listen(event -> order.addAll(stream.sent()), null);

        stream.receive(text(1), text(2));
        order.add("returned");
        order.addAll(stream.sent());

        assertThat(order).containsExactly("returned", new Received(2));
    }

    @Test
    void shouldAcknowledgeATextWhoseListenerThrewWhateverItThrew() {
        session.listen(
                event -> {
                    server.heard.add(event);
                    throw new Planned();
                },
                null);

        stream.receive(text(1), text(2));

        assertThat(server.heard).containsExactly(message(1), message(2));
        assertThat(stream.sent()).containsExactly(new Received(2));
        assertThat(stream.isOpen()).isTrue();
    }

    @Test
    void shouldSendAnswersTogetherWithTheAcknowledgementInOneFlush() {
        session.listen(event -> session.send("re", Via.TCP, Fallback.TCP), null);

        stream.receive(text(1), text(2));

        assertThat(stream.flushes()).isEqualTo(1);
        assertThat(stream.sent())
                .satisfiesExactly(
                        first -> assertThat(first).isInstanceOf(Text.class),
                        second -> assertThat(second).isInstanceOf(Text.class),
                        third -> assertThat(third).isEqualTo(new Received(2)));
    }

    @Test
    void shouldFlushOnceForAllThatWasSentInOneTurn() {
        session.send("one", Via.TCP, Fallback.TCP);
        session.send("two", Via.TCP, Fallback.TCP);
        session.send("three", Via.TCP, Fallback.TCP);

        assertThat(stream.sent()).extracting(frame -> ((Text) frame).text()).containsExactly("one", "two", "three");
        assertThat(stream.flushes()).isEqualTo(1);
    }

    @Test
    void shouldCompleteReceiptsWhenTheirPositionIsAcknowledged() {
        CompletableFuture<Receipt> first = session.send("first", Via.TCP, Fallback.TCP);
        CompletableFuture<Receipt> second = session.send("second", Via.TCP, Fallback.TCP);
        Text sent = (Text) stream.sent().get(0);

        stream.receive(new Received(1));

        assertThat(first).isCompletedWithValue(new Receipt(sent.id(), Via.TCP, Receipt.Status.DELIVERED));
        assertThat(second).isNotDone();
        assertThat(session.counters().tcp().textsAcknowledged()).isEqualTo(1);
        stream.receive(new Received(2), new Received(1), new Received(2)); // older and doubled ones say nothing new
        assertThat(second).isCompleted();
        assertThat(session.counters().unacknowledgedBytes()).isZero();
    }

    @Test
    void shouldCountASkippedSequencedFrameAsAPositionAndHearNothingOfIt() {
        stream.receive(SEQUENCED, text(2), UNSEQUENCED, SEQUENCED);

        assertThat(server.heard).containsExactly(message(2));
        assertThat(stream.sent()).containsExactly(new Received(3));
    }

    @Test
    void shouldCountWhatPassed() {
        byte[] read = Bytes.of(text(1), text(2));
        stream.receive(read);
        session.send("abc", Via.TCP, Fallback.TCP);
        int written =
                stream.sent().stream().mapToInt(frame -> Bytes.of(frame).length).sum();

        assertThat(session.counters().tcp()).satisfies(tcp -> {
            assertThat(tcp.textsReceived()).isEqualTo(2);
            assertThat(tcp.bytesReceived()).isEqualTo(read.length);
            assertThat(tcp.textsSent()).isEqualTo(1);
            assertThat(tcp.textsAcknowledged()).isZero();
            assertThat(tcp.bytesSent()).isEqualTo(written);
        });
        assertThat(session.counters().unacknowledgedBytes()).isEqualTo(17 + 3);
    }

    @Test
    void shouldNeverReuseAnId() {
        session.send("a", Via.TCP, Fallback.TCP);
        session.send("b", Via.TCP, Fallback.TCP);

        assertThat(stream.sent()).extracting(frame -> ((Text) frame).id()).doesNotHaveDuplicates();
    }

    @Test
    void shouldRefuseALoneSurrogateAndATextThatIsTooLongAndHarmNothing() {
        assertThat(session.send("\ud800", Via.TCP, Fallback.TCP))
                .isCompletedExceptionally()
                .satisfies(it -> assertThat(reason(it)).isEqualTo(SendRefusedException.Reason.NOT_UNICODE));
        assertThat(session.send("x".repeat(65_537), Via.TCP, Fallback.TCP))
                .satisfies(it -> assertThat(reason(it)).isEqualTo(SendRefusedException.Reason.TOO_LONG));
        assertThat(session.send("가".repeat(21_846), Via.TCP, Fallback.TCP))
                .satisfies(it -> assertThat(reason(it)).isEqualTo(SendRefusedException.Reason.TOO_LONG));

        session.send("x".repeat(65_536), Via.TCP, Fallback.TCP);
        assertThat(stream.sent())
                .singleElement()
                .isInstanceOfSatisfying(
                        Text.class, text -> assertThat(text.text()).hasSize(65_536));
    }

    @Test
    void shouldHearTheLongestTextOneByteAtATime() {
        stream.receive(Bytes.singly(Bytes.of(new Text(1, 0, "x".repeat(20_000), false))));

        assertThat(server.heard)
                .singleElement()
                .isEqualTo(new Message(1, "client", "x".repeat(20_000), Via.TCP, false));
    }

    private static SendRefusedException.Reason reason(CompletableFuture<Receipt> receipt) {
        return Futures.failure(receipt, SendRefusedException.class).reason();
    }

    private static Text text(long id) {
        return new Text(id, 0, "text " + id, false);
    }

    private static SessionEvent message(long id) {
        return new Message(id, "client", "text " + id, Via.TCP, false);
    }
}
