package io.tekcos.chat.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.Reconnecting;
import io.tekcos.chat.model.RefusalCode;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.model.SessionClosed.Initiator;
import io.tekcos.chat.wire.Bye;
import io.tekcos.chat.wire.Refused;
import io.tekcos.chat.wire.Resumed;
import io.tekcos.chat.wire.Text;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sessions of a server that wait for their clients to come back, and what a client hears that comes too late. */
class DetachedSessionsTest {

    private static final Duration SERVERS_WAIT = Limits.DEFAULTS.resume().plusSeconds(30);

    private final EmbeddedServer server = new EmbeddedServer(
            Limits.builder().sessions(3).detached(2).tombstones(2).build());
    private final EmbeddedChannel listening = new EmbeddedChannel(server.acceptor.listeningHandler());
    private final Queue<Runnable> executor = new ArrayDeque<>();

    @AfterEach
    void end() {
        listening.finishAndReleaseAll();
        server.close();
    }

    @Test
    void shouldWaitForItsClientAndNotLonger() throws Exception {
        EmbeddedStream stream = server.join();
        lose(stream);

        assertThat(server.heard).containsExactly(new Reconnecting(0, SERVERS_WAIT, ""));
        stream.pass(SERVERS_WAIT.minusMillis(1));
        assertThat(server.session().hasEnded()).isFalse();
        stream.pass(Duration.ofMillis(2));

        assertThat(server.heard)
                .last()
                .isEqualTo(new SessionClosed(CloseCause.CONNECTION_LOST, Initiator.NETWORK, "no connection for 150 s"));
        shouldHaveEnded(1, 0);
    }

    @Test
    void shouldEndTheSessionThatHasWaitedLongestWhenTooManyWait() throws Exception {
        EmbeddedStream first = server.join();
        NettySession longest = server.session();
        first.receive(text(1));
        lose(first);
        lose(server.join());
        assertThat(longest.hasEnded()).isFalse();

        lose(server.join());

        assertThat(longest.hasEnded()).isTrue();
        assertThat(server.acceptor.counters().sessionsOpen()).isEqualTo(2);
        assertThat(server.acceptor.counters().sessionsDetached()).isEqualTo(2);
        assertThat(server.acceptor.counters().tombstones()).isEqualTo(1);
        shouldHaveEnded(1, 1);
        assertThat(server.resume(2, 1, 0).sent().get(0)).isInstanceOf(Resumed.class);
        assertThat(server.resume(3, 1, 0).sent().get(0)).isInstanceOf(Resumed.class);
        assertThat(server.acceptor.counters().sessionsDetached()).isZero();
        assertThat(server.acceptor.counters().resumes()).isEqualTo(2);
    }

    @Test
    void shouldEndNobodyForAClientThatComesBackBeforeItsLossIsNoticed() throws Exception {
        lose(server.join());
        lose(server.join());
        server.join();

        assertThat(server.resume(3, 1, 0).sent().get(0)).isInstanceOf(Resumed.class);

        assertThat(server.acceptor.counters().sessionsOpen()).isEqualTo(3);
        assertThat(server.acceptor.counters().sessionsDetached()).isEqualTo(2);
    }

    @Test
    void shouldLetClientsComeBackToAServerThatIsFullOfWaitingSessions() throws Exception {
        EmbeddedStream connected = server.join();
        EmbeddedStream lost = server.join();
        lose(server.join());
        assertThat(listening.config().isAutoRead()).isTrue();
        lose(lost);

        EmbeddedStream newcomer = server.connect();
        newcomer.sent();
        newcomer.receive(EmbeddedServer.joinAs(9));
        assertThat(refused(newcomer).code()).isEqualTo(RefusalCode.BUSY.code());
        server.resume(2, 1, 0);
        assertThat(listening.config().isAutoRead()).isTrue();
        server.resume(3, 1, 0);

        assertThat(listening.config().isAutoRead()).isFalse();
        assertThat(server.acceptor.counters().sessionsDetached()).isZero();
        assertThat(connected.isOpen()).isTrue();
    }

    @Test
    void shouldSayHowFarItHadHeardOnlyWhenTheListenerHasHadEverything() throws Exception {
        EmbeddedStream stream = server.onSession(session -> session.listen(server.heard::add, executor::add))
                .join();
        stream.receive(text(1), text(2), text(3));
        lose(stream);
        server.session().closeNow();

        Refused busy = refused(server.resume(1, 1, 0));
        assertThat(busy.code()).isEqualTo(RefusalCode.BUSY.code());
        assertThat(busy.retryAfterMillis()).isPositive();
        assertThat(server.acceptor.counters().tombstones()).isZero();
        runAll();

        assertThat(server.heard).filteredOn(Message.class::isInstance).hasSize(3);
        shouldHaveEnded(1, 3);
    }

    @Test
    void shouldSayThatNobodyHadAnythingWhenThereNeverWasAListener() throws Exception {
        EmbeddedStream stream = server.onSession(session -> {}).join();
        stream.receive(text(1), text(2));
        lose(stream);
        server.session().closeNow();

        shouldHaveEnded(1, 0);
        server.session().listen(server.heard::add, null);
        assertThat(server.heard).singleElement().isInstanceOf(SessionClosed.class);
    }

    @Test
    void shouldSayHowFarItHadHeardWhenTheListenersExecutorTookNoMore() throws Exception {
        EmbeddedStream stream = server.onSession(session -> session.listen(server.heard::add, this::takeOne))
                .join();
        stream.receive(text(1));
        runAll();
        stream.receive(text(2));

        assertThat(server.session().isConnected()).isTrue();
        stream.endInput();
        shouldHaveEnded(1, 1);
        assertThat(server.heard).filteredOn(Message.class::isInstance).hasSize(1);
    }

    @Test
    void shouldSayHowFarItHadHeardWhenTheListenersExecutorTookNoMoreAfterTheEnd() throws Exception {
        EmbeddedStream stream = server.onSession(session -> session.listen(server.heard::add, this::takeOne))
                .join();
        stream.receive(IntStream.rangeClosed(1, 300).mapToObj(id -> text(id)).toArray(Text[]::new));
        server.session().closeNow();
        assertThat(server.acceptor.counters().tombstones()).isZero();
        runAll();

        shouldHaveEnded(1, 256); // one turn of them
    }

    @Test
    void shouldNotWaitWhenThePeerHasSaidGoodbyeAndNothingIsLeftToSay() throws Exception {
        EmbeddedStream stream = server.join();
        EmbeddedStream halfDead = server.join();
        stream.receive(text(1), new Bye(0, "", 0));
        halfDead.receive(new Bye(0, "", 0));

        lose(stream);

        shouldHaveEnded(1, 1);
        shouldHaveEnded(2, 0);
        assertThat(halfDead.isOpen()).isFalse();
        assertThat(server.acceptor.counters().sessionsOpen()).isZero();
        assertThat(server.acceptor.counters().sessionsDetached()).isZero();
    }

    @Test
    void shouldForgetTheOldestOfTheSessionsThatEnded() throws Exception {
        for (int i = 0; i < 3; i++) {
            lose(server.join());
            server.session().closeNow();
        }

        assertThat(server.acceptor.counters().tombstones()).isEqualTo(2);
        assertThat(refused(server.resume(1, 1, 0)).code()).isEqualTo(RefusalCode.UNKNOWN.code());
        shouldHaveEnded(2, 0);
        shouldHaveEnded(3, 0);
    }

    @Test
    void shouldTellOnlyItsClientHowASessionEnded() throws Exception {
        lose(server.join());
        server.session().closeNow();
        EmbeddedStream thief = server.connect();
        thief.receive(EmbeddedServer.resumeAs(1, 1, 0, EmbeddedServer.ack(1, 1))); // the proof is for another greeting
        assertThat(thief.sent()).last().isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.code()).isEqualTo(RefusalCode.UNPROVEN.code());
            assertThat(refused.epitaph()).isNull();
        });
    }

    /** The connection is lost, and the clock goes on, which that of a closed embedded channel would not. */
    private static void lose(EmbeddedStream stream) {
        stream.pipeline().fireChannelInactive();
    }

    private void shouldHaveEnded(long id, long heard) throws Exception {
        Refused refused = refused(server.resume(id, 1_000, 0));
        assertThat(refused.code()).isEqualTo(RefusalCode.ENDED.code());
        assertThat(refused.epitaph()).isNotNull();
        assertThat(refused.epitaph().acknowledged()).isEqualTo(heard);
        assertThat(refused.epitaph().exact()).isTrue();
    }

    private static Refused refused(EmbeddedStream stream) {
        return (Refused) stream.sent().get(0);
    }

    private static Text text(long id) {
        return new Text(id, 0, "text " + id, false);
    }

    private void takeOne(Runnable task) {
        if (server.heard.isEmpty()) {
            executor.add(task);
        } else {
            throw new Planned.Rejection();
        }
    }

    private void runAll() {
        List<Runnable> all = List.copyOf(executor);
        executor.clear();
        all.forEach(Runnable::run);
    }
}
