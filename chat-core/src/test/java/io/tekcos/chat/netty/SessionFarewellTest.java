package io.tekcos.chat.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.Receipt;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.model.SessionClosed.Initiator;
import io.tekcos.chat.model.SessionClosedException;
import io.tekcos.chat.model.Via;
import io.tekcos.chat.wire.Bye;
import io.tekcos.chat.wire.Frame;
import io.tekcos.chat.wire.Received;
import io.tekcos.chat.wire.Text;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The goodbye, step by step, of the side that begins it and of the other. */
class SessionFarewellTest {

    private static final Text TEXT = new Text(1, 0, "text", false);
    private static final SessionClosed BY_US = new SessionClosed(CloseCause.GOING_AWAY, Initiator.LOCAL, "later");
    private static final SessionClosed BY_PEER = new SessionClosed(CloseCause.GOODBYE, Initiator.PEER, "ciao");

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
    void shouldSayByeAfterAllThatWasAcceptedAndReadOnUntilThePeersInputEnds() {
        CompletableFuture<Receipt> receipt = session.send("last words", Via.TCP, Fallback.TCP);
        session.close(CloseCause.GOING_AWAY, "later");
        List<Frame> sent = stream.sent();
        assertThat(sent).hasSize(2).first().isInstanceOf(Text.class);
        assertThat(sent.get(1)).isEqualTo(new Bye(1, "later", 0));
        assertThat(stream.isOutputShutdown()).isFalse();

        stream.receive(TEXT); // it was on its way
        assertThat(server.heard).hasSize(1);
        assertThat(stream.sent()).containsExactly(new Received(1));

        stream.receive(new Received(1), new Bye(0, "", 1));
        assertThat(receipt).isCompleted();
        assertThat(stream.isOutputShutdown()).isTrue();
        assertThat(stream.isOpen()).isTrue();
        assertThat(session.whenClosed()).isNotDone();

        stream.endInput();
        assertThat(stream.isOpen()).isFalse();
        assertThat(session.whenClosed()).isCompletedWithValue(BY_US);
        assertThat(server.heard).hasSize(2).last().isEqualTo(BY_US);
    }

    @Test
    void shouldAnswerThePeersByeAfterAllThatWasAccepted() {
        session.send("last words", Via.TCP, Fallback.TCP);
        stream.receive(TEXT, new Bye(0, "ciao", 0));

        List<Frame> sent = stream.sent();
        assertThat(sent).hasSize(2).first().isInstanceOf(Text.class);
        assertThat(sent.get(1)).isEqualTo(new Bye(0, "", 1));
        assertThat(stream.isOutputShutdown()).isTrue();
        assertThat(stream.isOpen()).isTrue();

        stream.receive(new Received(1)); // heard although this side's output is shut
        assertThat(session.counters().tcp().textsAcknowledged()).isEqualTo(1);
        stream.endInput();
        assertThat(session.whenClosed()).isCompletedWithValue(BY_PEER);
        assertThat(server.heard).hasSize(2).last().isEqualTo(BY_PEER);
    }

    @Test
    void shouldGoThroughTheWholeGoodbyeHoweverThePeersBytesAreCut() throws Exception {
        for (byte[][] reads : Bytes.everyCut(Bytes.of(TEXT, TEXT, new Bye(0, "ciao", 0)))) {
            server.heard.clear();
            EmbeddedStream each = server.join();

            each.receive(reads);
            each.endInput();

            assertThat(each.sent()).last().isEqualTo(new Bye(0, "", 2));
            assertThat(each.isOpen()).isFalse();
            assertThat(server.heard).hasSize(3).last().isEqualTo(BY_PEER);
        }
    }

    @Test
    void shouldTakeTheConnectionsEndForTheEndInEveryPhase() throws Exception {
        shouldEnd(new SessionClosed(CloseCause.CONNECTION_LOST, Initiator.NETWORK, ""), () -> {});
        shouldEnd(BY_US, () -> session.close(CloseCause.GOING_AWAY, "later"));
        shouldEnd(BY_PEER, () -> stream.receive(new Bye(0, "ciao", 0)));
        shouldEnd(BY_US, () -> {
            session.close(CloseCause.GOING_AWAY, "later");
            stream.receive(new Bye(0, "ciao", 0));
        });
    }

    @Test
    void shouldRefuseToSendOnceTheGoodbyeHasBegun() {
        session.close(CloseCause.GOING_AWAY, "later");

        SessionClosedException refusal =
                Futures.failure(session.send("late", Via.TCP, Fallback.TCP), SessionClosedException.class);

        assertThat(refusal.fateUnknown()).isFalse();
        assertThat(refusal.closed()).isEqualTo(BY_US);
        assertThat(stream.sent()).containsExactly(new Bye(1, "later", 0));
    }

    @Test
    void shouldChangeNothingWhenClosedTwice() {
        session.close(CloseCause.GOING_AWAY, "later");
        session.close(CloseCause.GOODBYE, "once more");
        stream.receive(new Bye(0, "ciao", 0));
        session.close(CloseCause.GOODBYE, "again");
        stream.endInput();
        session.close(CloseCause.GOODBYE, "too late");
        session.closeNow();

        assertThat(stream.sent()).containsExactly(new Bye(1, "later", 0));
        assertThat(server.heard).containsExactly(BY_US);
    }

    @Test
    void shouldGiveUpWhenThePeerDoesNotAnswerInTime() {
        CompletableFuture<Receipt> receipt = session.send("lost", Via.TCP, Fallback.TCP);
        session.close(CloseCause.GOING_AWAY, "later");
        assertThat(stream.isOpen()).isTrue();

        stream.pass(Limits.DEFAULTS.drain());

        assertThat(stream.isOpen()).isFalse();
        assertThat(session.whenClosed()).isCompletedWithValue(BY_US);
        SessionClosedException why = Futures.failure(receipt, SessionClosedException.class);
        assertThat(why.fateUnknown()).isTrue();
        assertThat(why.closed()).isEqualTo(BY_US);
    }

    @Test
    void shouldGiveUpWhenThePeerSaysByeAndDoesNotClose() {
        stream.receive(new Bye(0, "ciao", 0));

        stream.pass(Limits.DEFAULTS.drain());

        assertThat(stream.isOpen()).isFalse();
        assertThat(server.heard).containsExactly(BY_PEER);
    }

    @Test
    void shouldAnswerByeThatCrossesOurOwn() {
        session.close(CloseCause.GOING_AWAY, "later");
        stream.receive(TEXT, new Bye(0, "ciao", 0));

        assertThat(stream.sent()).containsExactly(new Bye(1, "later", 0), new Received(1));
        assertThat(stream.isOutputShutdown()).isTrue();
        stream.endInput();
        assertThat(server.heard).last().isEqualTo(BY_US);
    }

    @Test
    void shouldReportACauseItDoesNotKnowAsUnrecognised() {
        stream.receive(new Bye(4711, "beyond", 0));
        stream.endInput();

        assertThat(server.heard).containsExactly(new SessionClosed(CloseCause.UNRECOGNISED, Initiator.PEER, "beyond"));
    }

    @Test
    void shouldRefuseToCloseForACauseThatCannotBeSent() {
        for (CloseCause cause : new CloseCause[] {CloseCause.CONNECTION_LOST, CloseCause.UNRECOGNISED}) {
            assertThatThrownBy(() -> session.close(cause, "")).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(stream.isOpen()).isTrue();
        assertThat(stream.sent()).isEmpty();
    }

    private void shouldEnd(SessionClosed expected, Runnable before) throws Exception {
        for (boolean half : new boolean[] {true, false}) {
            server.heard.clear();
            stream = server.join();
            session = server.session();
            before.run();
            if (half) {
                stream.endInput();
            } else {
                stream.close();
            }
            assertThat(stream.isOpen()).isFalse();
            assertThat(server.heard).containsExactly(expected);
            assertThat(session.whenClosed()).isCompletedWithValue(expected);
        }
    }
}
