package io.tekcos.chat.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.FatesUnknown;
import io.tekcos.chat.model.Reconnecting;
import io.tekcos.chat.model.RefusalCode;
import io.tekcos.chat.model.Sending;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.model.SessionClosed.Initiator;
import io.tekcos.chat.model.SessionClosedException;
import io.tekcos.chat.model.Via;
import io.tekcos.chat.netty.ScriptedServer.Connection;
import io.tekcos.chat.wire.Epitaph;
import io.tekcos.chat.wire.Received;
import io.tekcos.chat.wire.Refused;
import io.tekcos.chat.wire.Resume;
import io.tekcos.chat.wire.Text;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client whose connections are cut, and what it makes of the server's answers. */
@Timeout(120)
class ClientLifelineTest {

    private ScriptedServer server;
    private ScriptedClient client;

    @BeforeEach
    void listen() throws IOException {
        server = new ScriptedServer();
        client = new ScriptedClient(server);
    }

    @AfterEach
    void end() throws IOException {
        server.close();
        client.close();
    }

    @Test
    void shouldComeBackByTheNextAttemptAndGoOnAfterWhatHasArrived() throws Exception {
        CompletableFuture<NettySession> connecting = client.connect();
        Connection first = server.acceptSession(0);
        NettySession session = ScriptedClient.get(connecting);
        Sending lost = session.send("lost", Via.TCP, Fallback.TCP);
        first.next(Text.class);
        first.send(text(1), text(2));
        first.next(Received.class);
        first.close();
        server.accept().close(); // before a word is said
        Connection second = server.accept();
        Resume cut = second.resume();
        second.close();
        Connection third = server.accept();

        Resume resume = third.resume();
        third.goOn(resume, 0);

        assertThat(resume.attempt()).isEqualTo(cut.attempt() + 1);
        assertThat(resume.received()).isEqualTo(2);
        assertThat(second.isProven(cut) && third.isProven(resume)).isTrue();
        assertThat(third.next(Text.class).text()).isEqualTo("lost");
        third.send(new Received(1));
        assertThat(ScriptedClient.get(lost).id()).isEqualTo(lost.id());
        assertThat(client.next(io.tekcos.chat.model.Resumed.class).repeated()).isEqualTo(1);
        assertThat(session.counters().resumes()).isEqualTo(1);
        client.shouldLeaveNothing(session);
    }

    @Test
    void shouldAcknowledgeOnceWhatIsRepeatedInOneReadWithTheAnswer() throws Exception {
        NettySession session = client.lost();
        Connection second = server.accept();

        second.goOn(second.resume(), 0, text(1), text(2), text(3));

        assertThat(second.next(Received.class)).isEqualTo(new Received(3));
        client.shouldLeaveNothing(session);
    }

    @Test
    void shouldWaitAsLongAsABusyServerAsks() throws Exception {
        NettySession session = client.lost();
        Connection busy = server.accept();
        busy.resume();
        busy.send(new Refused(RefusalCode.BUSY.code(), 400, "too many"));
        client.next(Reconnecting.class);

        Reconnecting again = client.next(Reconnecting.class);

        assertThat(again.attempt()).isEqualTo(2);
        assertThat(again.delay()).isGreaterThanOrEqualTo(Duration.ofMillis(400));
        assertThat(again.why()).contains("too many");
        Connection next = server.accept();
        next.goOn(next.resume(), 0);
        client.next(io.tekcos.chat.model.Resumed.class);
        client.shouldLeaveNothing(session);
    }

    @Test
    void shouldSayWhichFatesAreUnknownWhenTheServerKnowsTheSessionNoMore() throws Exception {
        CompletableFuture<NettySession> connecting = client.connect();
        Connection first = server.acceptSession(0);
        NettySession session = ScriptedClient.get(connecting);
        Sending sent = session.send("sent", Via.TCP, Fallback.TCP);
        first.next(Text.class);
        first.close();
        client.next(Reconnecting.class);
        Sending kept = session.send("kept", Via.TCP, Fallback.TCP);
        Connection second = server.accept();
        second.resume();
        second.send(new Refused(RefusalCode.UNKNOWN.code(), 0, "no such session"));

        assertThat(client.next(FatesUnknown.class).ids()).containsExactly(sent.id());
        assertThat(client.take()).isInstanceOfSatisfying(SessionClosed.class, closed -> {
            assertThat(closed.cause()).isEqualTo(CloseCause.CONNECTION_LOST);
            assertThat(closed.by()).isEqualTo(Initiator.NETWORK);
        });
        assertThat(failure(sent).fateUnknown()).isTrue();
        assertThat(failure(kept).fateUnknown()).isFalse();
        second.awaitEnd();
        client.shouldLeaveNothing(session);
    }

    @Test
    void shouldLearnFromTheEpitaphWhatBecameOfEachText() throws Exception {
        CompletableFuture<NettySession> connecting = client.connect();
        Connection first = server.acceptSession(0);
        NettySession session = ScriptedClient.get(connecting);
        Sending heardOf = session.send("one", Via.TCP, Fallback.TCP);
        Sending unheard = session.send("two", Via.TCP, Fallback.TCP);
        first.next(Text.class);
        first.next(Text.class);
        first.close();
        Connection forged = server.accept();
        Resume resume = forged.resume();
        forged.send(ended(forged.epitaph(resume, 2, true).withProof(Randoms.bytes32())));
        forged.awaitEnd();
        Connection honest = server.accept();
        honest.send(ended(honest.epitaph(honest.resume(), 1, true)));

        assertThat(ScriptedClient.get(session.whenClosed()).cause()).isEqualTo(CloseCause.CONNECTION_LOST);
        assertThat(ScriptedClient.get(heardOf).id()).isEqualTo(heardOf.id());
        assertThat(failure(unheard).fateUnknown()).isFalse();
        assertThat(client.heard).noneMatch(FatesUnknown.class::isInstance);
        client.shouldLeaveNothing(session);
    }

    @Test
    void shouldTakeAnImpossiblePositionAndAnUnprovenAnswerForFailedAttempts() throws Exception {
        NettySession session = client.lost();
        Connection impossible = server.accept();
        impossible.goOn(impossible.resume(), 99);
        impossible.awaitEnd();
        Connection beyond = server.accept();
        beyond.send(ended(beyond.epitaph(beyond.resume(), 99, true)));
        beyond.awaitEnd();
        Connection wrongHouse = server.accept();
        wrongHouse.resume();
        wrongHouse.send(new io.tekcos.chat.wire.Resumed(2, 0, 0, "another"));
        wrongHouse.awaitEnd();

        Connection right = server.accept();
        right.goOn(right.resume(), 0);

        client.next(io.tekcos.chat.model.Resumed.class);
        assertThat(session.isConnected()).isTrue();
        client.shouldLeaveNothing(session);
    }

    @Test
    void shouldCloseTheConnectionOfAnAttemptWhenClosedNow() throws Exception {
        NettySession session = client.lost();
        Connection attempt = server.accept();
        attempt.resume();

        session.closeNow();

        attempt.awaitEnd();
        assertThat(ScriptedClient.get(session.whenClosed()))
                .isEqualTo(new SessionClosed(CloseCause.GOODBYE, Initiator.LOCAL, ""));
        client.shouldLeaveNothing(session);
    }

    @Test
    void shouldOpenASocketForEachConnectionAndCloseTheLast() throws Exception {
        CompletableFuture<NettySession> connecting = client.connect();
        Connection first = server.acceptSession(9); // nobody answers there
        NettySession session = ScriptedClient.get(connecting);
        Channel socket = client.nextSocket();
        first.close();
        Connection second = server.accept(9);
        second.goOn(second.resume(), 0);

        Channel next = client.nextSocket();
        assertThat(socket.closeFuture().await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(next.isOpen()).isTrue();
        client.shouldLeaveNothing(session);
    }

    @Test
    void shouldTryAgainOnItsOwnEventLoopWhenNotEvenASocketCanBeMade() throws Exception {
        CompletableFuture<NettySession> connecting = client.connect();
        Connection first = server.acceptSession(0);
        NettySession session = ScriptedClient.get(connecting);
        client.brokenSockets.set(2);
        first.close();

        Connection second = server.accept();
        second.goOn(second.resume(), 0);

        client.next(io.tekcos.chat.model.Resumed.class);
        assertThat(client.brokenSockets).hasValue(0);
        assertThat(client.heardElsewhere).isEmpty();
        client.shouldLeaveNothing(session);
    }

    @Test
    void shouldEndForGoodWhenItsListenerClosesItOnHearingOfTheLoss() throws Exception {
        CompletableFuture<NettySession> connecting = client.connect();
        Connection first = server.acceptSession(0);
        NettySession session = ScriptedClient.get(connecting);
        session.listen(
                event -> {
                    client.heard.add(event);
                    if (event instanceof Reconnecting) {
                        session.closeNow();
                    }
                },
                null);
        first.close();

        assertThat(ScriptedClient.get(session.whenClosed()).by()).isEqualTo(Initiator.LOCAL);
        assertThat(client.heard).last().isInstanceOf(SessionClosed.class);
        client.shouldLeaveNothing(session);
    }

    private static Refused ended(Epitaph epitaph) {
        return new Refused(RefusalCode.ENDED.code(), 0, "the session has ended", epitaph);
    }

    private static Text text(long id) {
        return new Text(id, 0, "text " + id, false);
    }

    private static SessionClosedException failure(Sending sending) throws Exception {
        sending.handle((receipt, why) -> why).get(60, TimeUnit.SECONDS);
        return Futures.failure(sending, SessionClosedException.class);
    }
}
