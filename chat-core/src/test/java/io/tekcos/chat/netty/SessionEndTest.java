package io.tekcos.chat.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.FatesUnknown;
import io.tekcos.chat.model.PathState;
import io.tekcos.chat.model.Receipt;
import io.tekcos.chat.model.Sending;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.model.SessionClosed.Initiator;
import io.tekcos.chat.model.SessionClosedException;
import io.tekcos.chat.model.Via;
import io.tekcos.chat.wire.Bye;
import io.tekcos.chat.wire.Received;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The end of a session without a goodbye, and what becomes of everything that waited. */
class SessionEndTest {

    private static final SessionClosed LOST = new SessionClosed(CloseCause.CONNECTION_LOST, Initiator.NETWORK, "");
    private static final SessionClosed CUT = new SessionClosed(CloseCause.GOODBYE, Initiator.LOCAL, "");

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
    void shouldReportEachReceiptsFateWhenTheConnectionIsLost() {
        CompletableFuture<Receipt> delivered = session.send("delivered", Via.TCP, Fallback.TCP);
        Sending unknown = session.send("unknown", Via.TCP, Fallback.TCP);
        stream.sent();
        stream.receive(new Received(1));

        stream.close();
        CompletableFuture<Receipt> refused = session.send("refused", Via.TCP, Fallback.TCP);

        assertThat(delivered).isCompleted();
        assertThat(Futures.failure(unknown, SessionClosedException.class)).satisfies(why -> {
            assertThat(why.fateUnknown()).isTrue();
            assertThat(why.closed()).isEqualTo(LOST);
        });
        assertThat(Futures.failure(refused, SessionClosedException.class)).satisfies(why -> {
            assertThat(why.fateUnknown()).isFalse();
            assertThat(why.closed()).isEqualTo(LOST);
        });
        assertThat(server.heard).containsExactly(new FatesUnknown(List.of(unknown.id())), LOST);
    }

    @Test
    void shouldTakeABrokenConnectionForLost() {
        stream.pipeline().fireExceptionCaught(new IOException("Connection reset by peer"));

        assertThat(stream.isOpen()).isFalse();
        assertThat(server.heard).containsExactly(LOST);
    }

    @Test
    void shouldEndTheSessionWithAWordWhenTheLibraryItselfFails() {
        stream.pipeline().fireExceptionCaught(new Planned());

        assertThat(stream.sent())
                .singleElement()
                .isInstanceOfSatisfying(
                        Bye.class, bye -> assertThat(bye.code()).isEqualTo(CloseCause.INTERNAL_ERROR.code()));
        stream.endInput();
        assertThat(server.heard)
                .singleElement()
                .isInstanceOfSatisfying(
                        SessionClosed.class,
                        closed -> assertThat(closed.cause()).isEqualTo(CloseCause.INTERNAL_ERROR));
    }

    @Test
    void shouldCutTheConnectionAfterOneWordWhenClosedNow() {
        Sending unknown = session.send("unknown", Via.TCP, Fallback.TCP);
        stream.sent();

        session.closeNow();
        session.closeNow();

        assertThat(stream.isOpen()).isFalse();
        assertThat(stream.sent()).containsExactly(new Bye(CloseCause.GOODBYE.code(), "", 0));
        assertThat(server.heard).containsExactly(new FatesUnknown(List.of(unknown.id())), CUT);
        assertThat(Futures.failure(unknown, SessionClosedException.class).fateUnknown())
                .isTrue();
    }

    @Test
    void shouldKeepTheCauseOfAGoodbyeThatIsCutShort() {
        session.close(CloseCause.GOING_AWAY, "later");
        session.closeNow();

        assertThat(server.heard).containsExactly(new SessionClosed(CloseCause.GOING_AWAY, Initiator.LOCAL, "later"));
    }

    @Test
    void shouldFailWhoeverWaitsForTheSession() {
        CompletableFuture<Void> udpUp = session.whenUdpUp();
        fillTheWindow();
        CompletableFuture<Void> writable = session.whenWritable();
        assertThat(udpUp).isNotDone();
        assertThat(writable).isNotDone();

        stream.close();

        assertThat(Futures.failure(udpUp, SessionClosedException.class).closed())
                .isEqualTo(LOST);
        assertThat(Futures.failure(writable, SessionClosedException.class).closed())
                .isEqualTo(LOST);
        assertThat(session.whenUdpUp()).isCompletedExceptionally();
        assertThat(session.whenWritable()).isCompletedExceptionally();
        assertThat(session.udp()).isEqualTo(PathState.DOWN);
    }

    @Test
    void shouldNotLetWhoeverGotTheEndsFutureCompleteItForOthers() {
        session.whenClosed().complete(LOST);

        assertThat(session.whenClosed()).isNotDone();
    }

    @Test
    void shouldFreeItsPlaceInTheServer() {
        assertThat(server.acceptor.counters().sessionsOpen()).isEqualTo(1);

        stream.close();

        assertThat(server.acceptor.counters().sessionsOpen()).isZero();
        assertThat(server.acceptor.counters().sessionsOpened()).isEqualTo(1);
        assertThat(server.acceptor.sessions()).isEmpty();
    }

    private void fillTheWindow() {
        while (session.isWritable()) {
            session.send("x".repeat(60_000), Via.TCP, Fallback.TCP);
        }
        stream.sent();
    }
}
