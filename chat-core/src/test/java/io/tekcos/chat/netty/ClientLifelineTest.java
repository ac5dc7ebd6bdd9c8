package io.tekcos.chat.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.FatesUnknown;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.Reconnecting;
import io.tekcos.chat.model.RefusalCode;
import io.tekcos.chat.model.Sending;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.model.SessionClosed.Initiator;
import io.tekcos.chat.model.SessionClosedException;
import io.tekcos.chat.model.SessionEvent;
import io.tekcos.chat.model.Via;
import io.tekcos.chat.netty.ScriptedServer.Connection;
import io.tekcos.chat.wire.Epitaph;
import io.tekcos.chat.wire.Received;
import io.tekcos.chat.wire.Refused;
import io.tekcos.chat.wire.Resume;
import io.tekcos.chat.wire.Text;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client whose connections are cut, and what it makes of the server's answers. */
@Timeout(120)
class ClientLifelineTest {

    private final EventLoopGroup group = Transport.NIO.newGroup(2, "lifeline-test", true);
    private final BlockingQueue<SessionEvent> heard = new LinkedBlockingQueue<>();
    private final Watch watch = new Watch();
    private final AtomicInteger brokenSockets = new AtomicInteger();
    private final List<SessionEvent> heardElsewhere = new CopyOnWriteArrayList<>();
    private ScriptedServer server;

    @BeforeEach
    void listen() throws IOException {
        server = new ScriptedServer();
    }

    @AfterEach
    void end() throws IOException {
        server.close();
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void shouldComeBackByTheNextAttemptAndGoOnAfterWhatHasArrived() throws Exception {
        CompletableFuture<NettySession> connecting = connect();
        Connection first = server.acceptSession(0);
        NettySession session = get(connecting);
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
        assertThat(get(lost).id()).isEqualTo(lost.id());
        assertThat(next(io.tekcos.chat.model.Resumed.class).repeated()).isEqualTo(1);
        assertThat(session.counters().resumes()).isEqualTo(1);
        shouldLeaveNothing(session);
    }

    @Test
    void shouldAcknowledgeOnceWhatIsRepeatedInOneReadWithTheAnswer() throws Exception {
        NettySession session = lost();
        Connection second = server.accept();

        second.goOn(second.resume(), 0, text(1), text(2), text(3));

        assertThat(second.next(Received.class)).isEqualTo(new Received(3));
        shouldLeaveNothing(session);
    }

    @Test
    void shouldWaitAsLongAsABusyServerAsks() throws Exception {
        NettySession session = lost();
        Connection busy = server.accept();
        busy.resume();
        busy.send(new Refused(RefusalCode.BUSY.code(), 400, "too many"));
        next(Reconnecting.class);

        Reconnecting again = next(Reconnecting.class);

        assertThat(again.attempt()).isEqualTo(2);
        assertThat(again.delay()).isGreaterThanOrEqualTo(Duration.ofMillis(400));
        assertThat(again.why()).contains("too many");
        Connection next = server.accept();
        next.goOn(next.resume(), 0);
        next(io.tekcos.chat.model.Resumed.class);
        shouldLeaveNothing(session);
    }

    @Test
    void shouldSayWhichFatesAreUnknownWhenTheServerKnowsTheSessionNoMore() throws Exception {
        CompletableFuture<NettySession> connecting = connect();
        Connection first = server.acceptSession(0);
        NettySession session = get(connecting);
        Sending sent = session.send("sent", Via.TCP, Fallback.TCP);
        first.next(Text.class);
        first.close();
        next(Reconnecting.class);
        Sending kept = session.send("kept", Via.TCP, Fallback.TCP);
        Connection second = server.accept();
        second.resume();
        second.send(new Refused(RefusalCode.UNKNOWN.code(), 0, "no such session"));

        assertThat(next(FatesUnknown.class).ids()).containsExactly(sent.id());
        assertThat(take()).isInstanceOfSatisfying(SessionClosed.class, closed -> {
            assertThat(closed.cause()).isEqualTo(CloseCause.CONNECTION_LOST);
            assertThat(closed.by()).isEqualTo(Initiator.NETWORK);
        });
        assertThat(failure(sent).fateUnknown()).isTrue();
        assertThat(failure(kept).fateUnknown()).isFalse();
        second.awaitEnd();
        shouldLeaveNothing(session);
    }

    @Test
    void shouldLearnFromTheEpitaphWhatBecameOfEachText() throws Exception {
        CompletableFuture<NettySession> connecting = connect();
        Connection first = server.acceptSession(0);
        NettySession session = get(connecting);
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

        assertThat(get(session.whenClosed()).cause()).isEqualTo(CloseCause.CONNECTION_LOST);
        assertThat(get(heardOf).id()).isEqualTo(heardOf.id());
        assertThat(failure(unheard).fateUnknown()).isFalse();
        assertThat(heard).noneMatch(FatesUnknown.class::isInstance);
        shouldLeaveNothing(session);
    }

    @Test
    void shouldTakeAnImpossiblePositionAndAnUnprovenAnswerForFailedAttempts() throws Exception {
        NettySession session = lost();
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

        next(io.tekcos.chat.model.Resumed.class);
        assertThat(session.isConnected()).isTrue();
        shouldLeaveNothing(session);
    }

    @Test
    void shouldCloseTheConnectionOfAnAttemptWhenClosedNow() throws Exception {
        NettySession session = lost();
        Connection attempt = server.accept();
        attempt.resume();

        session.closeNow();

        attempt.awaitEnd();
        assertThat(get(session.whenClosed())).isEqualTo(new SessionClosed(CloseCause.GOODBYE, Initiator.LOCAL, ""));
        shouldLeaveNothing(session);
    }

    @Test
    void shouldOpenASocketForEachConnectionAndCloseTheLast() throws Exception {
        CompletableFuture<NettySession> connecting = connect();
        Connection first = server.acceptSession(9); // nobody answers there
        NettySession session = get(connecting);
        Channel socket = take(watch.sockets);
        first.close();
        Connection second = server.accept(9);
        second.goOn(second.resume(), 0);

        Channel next = take(watch.sockets);
        assertThat(socket.closeFuture().await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(next.isOpen()).isTrue();
        shouldLeaveNothing(session);
    }

    @Test
    void shouldTryAgainOnItsOwnEventLoopWhenNotEvenASocketCanBeMade() throws Exception {
        CompletableFuture<NettySession> connecting = connect();
        Connection first = server.acceptSession(0);
        NettySession session = get(connecting);
        brokenSockets.set(2);
        first.close();

        Connection second = server.accept();
        second.goOn(second.resume(), 0);

        next(io.tekcos.chat.model.Resumed.class);
        assertThat(brokenSockets).hasValue(0);
        assertThat(heardElsewhere).isEmpty();
        shouldLeaveNothing(session);
    }

    @Test
    void shouldEndForGoodWhenItsListenerClosesItOnHearingOfTheLoss() throws Exception {
        CompletableFuture<NettySession> connecting = connect();
        Connection first = server.acceptSession(0);
        NettySession session = get(connecting);
        session.listen(
                event -> {
                    heard.add(event);
                    if (event instanceof Reconnecting) {
                        session.closeNow();
                    }
                },
                null);
        first.close();

        assertThat(get(session.whenClosed()).by()).isEqualTo(Initiator.LOCAL);
        assertThat(heard).last().isInstanceOf(SessionClosed.class);
        shouldLeaveNothing(session);
    }

    private NettySession lost() throws Exception {
        CompletableFuture<NettySession> connecting = connect();
        Connection first = server.acceptSession(0);
        NettySession session = get(connecting);
        first.close();
        return session;
    }

    private CompletableFuture<NettySession> connect() {
        Bootstrap tcp = new Bootstrap()
                .group(group)
                .channelFactory(() -> {
                    if (brokenSockets.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                        throw new Planned();
                    }
                    return new NioSocketChannel();
                })
                .handler(watch);
        Bootstrap udp = new Bootstrap().channel(Transport.NIO.datagramChannel()).handler(watch);
        return new SessionConnector("client", Limits.DEFAULTS).connect(tcp, udp, server.address(), 0, session -> {
            session.listen(
                    event -> {
                        heard.add(event);
                        if (!session.eventLoop().inEventLoop()) {
                            heardElsewhere.add(event);
                        }
                    },
                    null);
            return session;
        });
    }

    /** Ends a session; afterwards there is no channel any more. */
    private void shouldLeaveNothing(NettySession session) throws Exception {
        session.closeNow();
        get(session.whenClosed());
        for (Channel channel : watch.all) {
            assertThat(channel.closeFuture().await(60, TimeUnit.SECONDS))
                    .as("%s closes", channel)
                    .isTrue();
        }
        assertThat(heard).filteredOn(SessionClosed.class::isInstance).hasSizeLessThanOrEqualTo(1);
    }

    private static Refused ended(Epitaph epitaph) {
        return new Refused(RefusalCode.ENDED.code(), 0, "the session has ended", epitaph);
    }

    private static Text text(long id) {
        return new Text(id, 0, "text " + id, false);
    }

    private <E extends SessionEvent> E next(Class<E> type) throws InterruptedException {
        SessionEvent event = take();
        while (!type.isInstance(event)) {
            event = take();
        }
        return type.cast(event);
    }

    private SessionEvent take() throws InterruptedException {
        return take(heard);
    }

    private static <T> T take(BlockingQueue<T> queue) throws InterruptedException {
        T next = queue.poll(60, TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        return next;
    }

    private static <T> T get(CompletableFuture<T> future)
            throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(60, TimeUnit.SECONDS);
    }

    private static SessionClosedException failure(Sending sending) throws Exception {
        sending.handle((receipt, why) -> why).get(60, TimeUnit.SECONDS);
        return Futures.failure(sending, SessionClosedException.class);
    }

    /** Sees every channel that the client opens. */
    @Sharable
    private static final class Watch extends ChannelInboundHandlerAdapter {

        final List<Channel> all = new CopyOnWriteArrayList<>();
        final BlockingQueue<Channel> sockets = new LinkedBlockingQueue<>();

        @Override
        public void handlerAdded(ChannelHandlerContext ctx) {
            all.add(ctx.channel());
            if (ctx.channel() instanceof DatagramChannel) {
                sockets.add(ctx.channel());
            }
        }
    }
}
