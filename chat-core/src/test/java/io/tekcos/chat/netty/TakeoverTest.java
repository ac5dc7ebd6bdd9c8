package io.tekcos.chat.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.DropReason;
import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.PathChanged;
import io.tekcos.chat.model.PathState;
import io.tekcos.chat.model.RefusalCode;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.model.SessionEvent;
import io.tekcos.chat.model.Via;
import io.tekcos.chat.wire.Ack;
import io.tekcos.chat.wire.Bye;
import io.tekcos.chat.wire.Frame;
import io.tekcos.chat.wire.Received;
import io.tekcos.chat.wire.Refused;
import io.tekcos.chat.wire.Resume;
import io.tekcos.chat.wire.Resumed;
import io.tekcos.chat.wire.Text;
import io.tekcos.chat.wire.Welcome;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client comes back to its session by another connection, or somebody else tries to. */
class TakeoverTest {

    private static final int ID = 1;
    private static final int ATTEMPTS_A_SECOND = 16;

    private final EmbeddedServer server = new EmbeddedServer(Limits.DEFAULTS);
    private EmbeddedDatagrams udp;
    private EmbeddedStream first;

    @BeforeEach
    void join() throws Exception {
        udp = EmbeddedDatagrams.ofServer(server.acceptor.datagramHandler());
        first = server.join();
    }

    @AfterEach
    void end() {
        server.close();
        udp.finishAndReleaseAll();
    }

    @Test
    void shouldGoOnAfterWhatHasArrivedAndRepeatWhatThePeerHasNot() throws Exception {
        first.receive(text(1), text(2));
        server.session().send("lost", Via.TCP, Fallback.TCP);
        first.close();
        server.session().send("kept", Via.TCP, Fallback.TCP);

        EmbeddedStream second = server.resume(ID, 1, 0);

        List<Frame> sent = second.sent();
        assertThat(sent.get(0)).isInstanceOfSatisfying(Resumed.class, resumed -> {
            assertThat(resumed.received()).isEqualTo(2);
            assertThat(resumed.sent()).isEqualTo(1);
            assertThat(resumed.name()).isEqualTo("server");
            assertThat(resumed.id()).isNotEqualTo(server.datagramId());
        });
        assertThat(sent)
                .filteredOn(Text.class::isInstance)
                .extracting(frame -> ((Text) frame).text())
                .containsExactly("lost", "kept");
        assertThat(sent).contains(new Received(2));
        second.receive(text(3));
        assertThat(second.sent()).containsExactly(new Received(3));
        assertThat(heardTexts()).containsExactly("text 1", "text 2", "text 3");
        assertThat(server.begun).hasSize(1);
    }

    @Test
    void shouldTellItsListenerInOrder() throws Exception {
        first.close();
        server.resume(ID, 1, 0);

        assertThat(server.heard.stream().map(Object::getClass))
                .isEqualTo(List.of(
                        PathChanged.class,
                        io.tekcos.chat.model.Reconnecting.class,
                        io.tekcos.chat.model.Resumed.class,
                        PathChanged.class));
        assertThat(server.heard)
                .last()
                .isEqualTo(new PathChanged(PathState.PROBING, "there is another TCP connection"));
    }

    @Test
    void shouldDropADatagramThatWasOnItsWayToTheIdBefore() throws Exception {
        AcceptedSession before = new AcceptedSession(server.session(), server.datagramId());
        first.close();
        server.resume(ID, 1, 0);

        before.onDatagram(null, 30, EmbeddedStream.PEER);

        assertThat(server.session().counters().udp().dropped()).containsOnly(Map.entry(DropReason.UNKNOWN_ID, 1L));
    }

    @Test
    void shouldKnowWhereTheClientIsNow() throws Exception {
        InetSocketAddress elsewhere = new InetSocketAddress("198.51.100.9", 1234);
        EmbeddedStream second = server.connect(elsewhere);
        second.receive(EmbeddedServer.resumeAs(ID, 1, 0, (Ack) second.sent().get(0)));
        second.runPendingTasks();

        assertThat(server.session().peer().address()).isEqualTo(elsewhere);
        assertThat(server.session().peer().name()).isEqualTo("client");
    }

    @Test
    void shouldHearNothingMoreOfAConnectionThatIsHalfDead() throws Exception {
        Undead undead = new Undead();
        first.pipeline().addFirst(undead);

        EmbeddedStream second = server.resume(ID, 1, 0);
        second.sent();
        first.receive(text(1));
        first.endInput();
        first.receive(new Bye(0, "", 0));
        undead.die();

        assertThat(first.isOpen()).isFalse();
        assertThat(first.sent()).isEmpty();
        assertThat(heardTexts()).isEmpty();
        assertThat(server.session().isConnected()).isTrue();
        second.receive(text(1));
        assertThat(second.sent()).containsExactly(new Received(1));
        assertThat(heardTexts()).containsExactly("text 1");
    }

    @Test
    void shouldRefuseAnAttemptThatIsNoLaterThanTheLatest() throws Exception {
        EmbeddedStream second = server.resume(ID, 7, 0);
        second.sent();

        for (int attempt : new int[] {7, 6, 0}) {
            assertThat(refusal(server.resume(ID, attempt, 0))).isEqualTo(RefusalCode.SUPERSEDED);
        }

        shouldStillServe(second);
    }

    @Test
    void shouldRefuseAPositionFromTheFutureOrFromBeforeTheBuffer() throws Exception {
        server.session().send("one", Via.TCP, Fallback.TCP);
        server.session().send("two", Via.TCP, Fallback.TCP);
        first.sent();
        first.receive(new Received(1));

        assertThat(refusal(server.resume(ID, 1, 3))).isEqualTo(RefusalCode.IMPOSSIBLE_POSITION);
        assertThat(refusal(server.resume(ID, 2, 0))).isEqualTo(RefusalCode.IMPOSSIBLE_POSITION);
        assertThat(refusal(server.resume(ID, 3, -1))).isEqualTo(RefusalCode.IMPOSSIBLE_POSITION);

        shouldStillServe(first);
        assertThat(server.resume(ID, 4, 2).sent().get(0)).isInstanceOf(Resumed.class);
    }

    @Test
    void shouldRefuseAClientThatComesBackAgainAndAgainAndLeaveItsConnectionAlone() throws Exception {
        EmbeddedStream latest = first;
        for (int attempt = 1; attempt <= ATTEMPTS_A_SECOND; attempt++) {
            latest = server.resume(ID, attempt, 0);
        }

        Refused busy =
                (Refused) server.resume(ID, ATTEMPTS_A_SECOND + 1, 0).sent().get(0);

        assertThat(busy.code()).isEqualTo(RefusalCode.BUSY.code());
        assertThat(busy.retryAfterMillis()).isEqualTo(1_000);
        assertThat(server.acceptor.counters().refused()).containsEntry(RefusalCode.BUSY, 1L);
        assertThat(server.acceptor.counters().resumes()).isEqualTo(ATTEMPTS_A_SECOND);
        shouldStillServe(latest);
        latest.pass(Duration.ofSeconds(1));
        assertThat(server.resume(ID, ATTEMPTS_A_SECOND + 2, 0).sent().get(0)).isInstanceOf(Resumed.class);
    }

    @Test
    void shouldRefuseWhoeverCannotProveToBeTheClient() throws Exception {
        EmbeddedStream thief = server.connect();
        Resume proven = EmbeddedServer.resumeAs(ID, 9, 0, (Ack) thief.sent().get(0));
        thief.receive(proven.withProof(Randoms.bytes32()));

        assertThat(refusal(thief)).isEqualTo(RefusalCode.UNPROVEN);
        shouldStillServe(first);
        assertThat(server.resume(ID, 1, 0).sent().get(0)).isInstanceOf(Resumed.class); // attempt 9 never was
    }

    @Test
    void shouldRefuseAProofThatWasMadeForAnotherConnection() throws Exception {
        EmbeddedStream watched = server.connect();
        Resume seen = EmbeddedServer.resumeAs(ID, 1, 0, (Ack) watched.sent().get(0));
        EmbeddedStream thief = server.connect();
        thief.sent();
        thief.receive(seen);

        assertThat(refusal(thief)).isEqualTo(RefusalCode.UNPROVEN);
        shouldStillServe(first);
    }

    @Test
    void shouldLetWhoeverAsksForAnUnknownSessionJoinByTheSameConnection() throws Exception {
        EmbeddedStream stream = server.resume(99, 1, 0);
        assertThat(refusal(stream)).isEqualTo(RefusalCode.UNKNOWN);
        assertThat(stream.isOutputShutdown()).isFalse();

        stream.receive(EmbeddedServer.joinAs(99), text(1));

        assertThat(stream.sent()).hasSize(2).first().isInstanceOf(Welcome.class);
        assertThat(heardTexts()).containsExactly("text 1");
    }

    @Test
    void shouldTakeOneResumeOfAConnection() throws Exception {
        EmbeddedStream stream = server.connect();
        Ack greeting = (Ack) stream.sent().get(0);
        stream.receive(EmbeddedServer.resumeAs(99, 1, 0, greeting));
        stream.receive(EmbeddedServer.resumeAs(ID, 1, 0, greeting));

        assertThat(stream.sent())
                .extracting(frame -> RefusalCode.ofCode(((Refused) frame).code()))
                .containsExactly(RefusalCode.UNKNOWN, RefusalCode.MALFORMED);
        shouldStillServe(first);
    }

    @Test
    void shouldGiveWhoeverAsksForAnUnknownSessionTheTimeOfOneHandshake() throws Exception {
        EmbeddedStream stream = server.resume(99, 1, 0);
        stream.sent();

        stream.pass(Limits.DEFAULTS.handshake());

        assertThat(refusal(stream)).isEqualTo(RefusalCode.TOO_LATE);
        assertThat(server.acceptor.counters().halfOpen()).isZero();
    }

    @Test
    void shouldKnowNothingOfTheSessionsOfAnotherServerInTheSameProcess() throws Exception {
        try (EmbeddedServer other = new EmbeddedServer(Limits.DEFAULTS)) {
            assertThat(refusal(other.resume(ID, 1, 0))).isEqualTo(RefusalCode.UNKNOWN);
        }
        shouldStillServe(first);
    }

    @Test
    void shouldGoOnWithNothingWhoeverBreaksTheProtocolWhileItIsDecided() throws Exception {
        EmbeddedStream hasty = server.connect();
        Ack greeting = (Ack) hasty.sent().get(0);

        hasty.receive(EmbeddedServer.resumeAs(ID, 1, 0, greeting), new Welcome(1, "me"));

        assertThat(refusal(hasty)).isEqualTo(RefusalCode.MALFORMED);
        shouldStillServe(first);
        assertThat(server.acceptor.counters().halfOpen()).isZero();
    }

    @Test
    void shouldNotBringBackASessionThatItsListenerClosesNowWhenItHearsOfIt() throws Exception {
        server.session().listen(closing(io.tekcos.chat.model.Resumed.class, NettySession::closeNow), null);

        EmbeddedStream second = server.resume(ID, 1, 0);

        assertThat(second.isOpen()).isFalse();
        assertThat(second.sent()).hasSize(2).first().isInstanceOf(Resumed.class);
        assertThat(server.session().hasEnded()).isTrue();
        assertThat(server.acceptor.counters().sessionsOpen()).isZero();
        assertThat(server.acceptor.counters().sessionsDetached()).isZero();
    }

    @Test
    void shouldSayGoodbyeOnceWhenItsListenerClosesItOnHearingOfIt() throws Exception {
        server.session().listen(closing(io.tekcos.chat.model.Resumed.class, TakeoverTest::close), null);

        EmbeddedStream second = server.resume(ID, 1, 0);

        assertThat(second.sent()).filteredOn(Bye.class::isInstance).hasSize(1);
    }

    @Test
    void shouldEndForGoodWhenItsListenerClosesItNowOnHearingThatThePathIsDown() {
        server.session().listen(closing(PathChanged.class, NettySession::closeNow), null);

        first.close();

        assertThat(server.session().hasEnded()).isTrue();
        assertThat(server.acceptor.counters().sessionsOpen()).isZero();
        assertThat(server.acceptor.counters().sessionsDetached()).isZero();
        assertThat(server.heard).last().isInstanceOf(SessionClosed.class);
    }

    private Consumer<SessionEvent> closing(Class<? extends SessionEvent> on, Consumer<NettySession> close) {
        return event -> {
            server.heard.add(event);
            if (on.isInstance(event)) {
                close.accept(server.session());
            }
        };
    }

    private static void close(NettySession session) {
        session.close(CloseCause.GOODBYE, "");
    }

    private void shouldStillServe(EmbeddedStream stream) {
        stream.sent();
        int before = heardTexts().size();
        stream.receive(text(1));
        assertThat(stream.sent()).hasSize(1).allMatch(Received.class::isInstance);
        assertThat(heardTexts()).hasSize(before + 1);
    }

    private List<String> heardTexts() {
        Predicate<SessionEvent> isMessage = Message.class::isInstance;
        return server.heard.stream()
                .filter(isMessage)
                .map(event -> ((Message) event).text())
                .toList();
    }

    private static RefusalCode refusal(EmbeddedStream stream) {
        List<Frame> sent = stream.sent();
        assertThat(sent).singleElement().isInstanceOf(Refused.class);
        return RefusalCode.ofCode(((Refused) sent.get(0)).code());
    }

    private static Text text(long id) {
        return new Text(id, 0, "text " + id, false);
    }

    /** A connection that does not close when it is told to. */
    private static final class Undead extends ChannelOutboundHandlerAdapter {

        private @Nullable ChannelHandlerContext context;

        @Override
        public void handlerAdded(ChannelHandlerContext ctx) {
            context = ctx;
        }

        @Override
        public void close(ChannelHandlerContext ctx, ChannelPromise promise) {}

        void die() {
            Objects.requireNonNull(context).close();
        }
    }
}
