package io.tekcos.chat.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoopGroup;
import io.netty.util.ReferenceCountUtil;
import io.tekcos.chat.journal.ClientJournal;
import io.tekcos.chat.journal.FileDisk;
import io.tekcos.chat.model.ChatException;
import io.tekcos.chat.model.Durability;
import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.PeerRefusedException;
import io.tekcos.chat.model.PeerUnreachableException;
import io.tekcos.chat.model.RefusalCode;
import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.model.Via;
import io.tekcos.chat.netty.ScriptedServer.Connection;
import io.tekcos.chat.wire.Join;
import io.tekcos.chat.wire.Refused;
import io.tekcos.chat.wire.Resume;
import io.tekcos.chat.wire.Text;
import io.tekcos.chat.wire.Welcome;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A connection that breaks while its session begins. */
@Timeout(120)
class FirstConnectionTest {

    private final EventLoopGroup group = Transport.NIO.newGroup(2, "first-test", true);

    @AfterEach
    void end() {
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void shouldHaveOneSessionWhenTheWelcomeIsLost() throws Exception {
        SessionAcceptor acceptor =
                new SessionAcceptor("server", Limits.DEFAULTS, session -> session.listen(event -> {}, null));
        AtomicInteger connections = new AtomicInteger();
        Channel listening = new ServerBootstrap()
                .group(group)
                .channel(Transport.NIO.serverChannel())
                .handler(acceptor.listeningHandler())
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        if (connections.incrementAndGet() == 1) {
                            channel.pipeline().addLast(new SwallowedWelcome());
                        }
                        channel.pipeline().addLast(acceptor.streamHandler());
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel();

        NettySession session =
                connect((InetSocketAddress) listening.localAddress()).get(60, TimeUnit.SECONDS);

        session.send("arrives", Via.TCP, Fallback.TCP).get(60, TimeUnit.SECONDS);
        assertThat(connections).hasValue(2);
        assertThat(acceptor.counters().sessionsOpened()).isEqualTo(1);
        assertThat(acceptor.counters().resumes()).isEqualTo(1);
        assertThat(acceptor.sessions()).extracting(NettySession::id).containsExactly(session.id());
        session.closeNow();
    }

    @Test
    void shouldJoinAfterAllWhenTheServerHasNeverHeardOfIt() throws Exception {
        try (ScriptedServer server = new ScriptedServer()) {
            CompletableFuture<NettySession> connecting = connect(server.address());
            Connection first = server.accept();
            Join join = first.join();
            first.close();
            Connection second = server.accept();
            Resume resume = second.resume();
            assertThat(resume.session()).isEqualTo(join.session());
            assertThat(resume.received()).isZero();
            second.send(new Refused(RefusalCode.UNKNOWN.code(), 0, "no such session"));
            assertThat(second.join().session()).isEqualTo(join.session());
            second.send(new Welcome(1, "scripted"));

            NettySession session = connecting.get(60, TimeUnit.SECONDS);

            assertThat(session.id()).isEqualTo(join.session());
            session.closeNow();
        }
    }

    @Test
    void shouldAskForTheSessionThatAJoinOfItsOwnHasBegunMeanwhile() throws Exception {
        try (ScriptedServer server = new ScriptedServer()) {
            CompletableFuture<NettySession> connecting = connect(server.address());
            Connection first = server.accept();
            Join join = first.join();
            first.close();
            Connection second = server.accept();
            second.resume();
            second.send(new Refused(RefusalCode.UNKNOWN.code(), 0, "no such session"));
            assertThat(second.join().session()).isEqualTo(join.session());
            second.send(new Refused(RefusalCode.EXISTS.code(), 0, "the first JOIN has come after all"));
            Connection third = server.accept();
            assertThat(third.resume().session()).isEqualTo(join.session());
            third.close();
            connecting.cancel(false);
        }
    }

    @Test
    void shouldAskAgainWhenTheServerIsBusyWithASessionOfItsOwn() throws Exception {
        try (ScriptedServer server = new ScriptedServer()) {
            CompletableFuture<NettySession> connecting = connect(server.address());
            Connection first = server.accept();
            Join join = first.join();
            first.close();
            Connection second = server.accept();
            second.resume();
            second.send(new Refused(RefusalCode.BUSY.code(), 1, "the session is just ending"));
            Connection third = server.accept();
            third.goOn(third.resume(), 0);

            NettySession session = connecting.get(60, TimeUnit.SECONDS);

            assertThat(session.id()).isEqualTo(join.session());
            session.closeNow();
        }
    }

    @Test
    void shouldGiveUpAfterAFewTimes() throws Exception {
        try (ScriptedServer server = new ScriptedServer()) {
            CompletableFuture<NettySession> connecting = connect(server.address());
            for (int i = 0; i <= 3; i++) {
                Connection connection = server.accept();
                connection.read();
                connection.close();
            }

            assertThat(failureOf(connecting)).isInstanceOf(PeerUnreachableException.class);
            try (Socket next =
                    new Socket(server.address().getAddress(), server.address().getPort())) {
                assertThat(server.accept().port()).as("who comes next").isEqualTo(next.getLocalPort());
            }
        }
    }

    @Test
    void shouldGoOnAsAnotherSessionWhenTheServerHadHeardMoreThanAFailingMachineHasLeft(@TempDir Path outbox)
            throws Exception {
        try (ScriptedServer server = new ScriptedServer()) {
            SessionId left = leaveOneText(outbox, server.address());
            CompletableFuture<NettySession> connecting = connect(server.address(), outbox);
            Connection first = server.accept();
            Resume resume = first.resume();
            first.send(new Refused(RefusalCode.ENDED.code(), 0, "it has ended", first.epitaph(resume, 3, true)));
            assertDeliveredByAnother(left, connecting, server);
        }
    }

    @Test
    void shouldGoOnAsAnotherSessionWhenTheServerGoesOnBehindWhatAFailingMachineHasLeft(@TempDir Path outbox)
            throws Exception {
        try (ScriptedServer server = new ScriptedServer()) {
            SessionId left = leaveOneText(outbox, server.address());
            CompletableFuture<NettySession> connecting = connect(server.address(), outbox);
            Connection first = server.accept();
            first.goOn(first.resume(), 3);
            assertDeliveredByAnother(left, connecting, server);
        }
    }

    @Test
    void shouldKeepWhatIsLeftWhenTheServerSaysAPositionThatCannotBe(@TempDir Path outbox) throws Exception {
        try (ScriptedServer server = new ScriptedServer()) {
            SessionId left = leaveOneText(outbox, server.address());
            CompletableFuture<NettySession> connecting = connect(server.address(), outbox);
            Connection first = server.accept();
            Resume resume = first.resume();
            first.send(new Refused(RefusalCode.ENDED.code(), 0, "it has ended", first.epitaph(resume, -1, true)));

            assertThat(failureOf(connecting)).isInstanceOf(PeerUnreachableException.class);
            assertThatItAsksFor(left, server, outbox);
        }
    }

    @Test
    void shouldKeepWhatIsUnknownWhenTheSessionInItsPlaceDoesNotStand(@TempDir Path outbox) throws Exception {
        try (ScriptedServer server = new ScriptedServer()) {
            SessionId left = leaveOneText(outbox, server.address());
            CompletableFuture<NettySession> connecting = connect(server.address(), outbox);
            Connection first = server.accept();
            first.resume();
            first.send(new Refused(RefusalCode.UNKNOWN.code(), 0, "no such session"));
            Connection second = server.accept();
            assertThat(second.join().session()).isNotEqualTo(left);
            second.close();
            Connection third = server.accept();
            third.goOn(third.resume(), 1); // it has heard what nobody has said

            assertThat(failureOf(connecting)).isInstanceOf(PeerUnreachableException.class);
            assertThatItAsksFor(left, server, outbox);
        }
    }

    private static void assertDeliveredByAnother(
            SessionId left, CompletableFuture<NettySession> connecting, ScriptedServer server) throws Exception {
        Connection second = server.accept();
        assertThat(second.join().session()).isNotEqualTo(left);
        second.send(new Welcome(1, "scripted"));

        NettySession session = connecting.get(60, TimeUnit.SECONDS);

        assertThat(session.restored())
                .singleElement()
                .satisfies(text -> assertThat(text.get(60, TimeUnit.SECONDS)).isNotNull());
        session.closeNow();
    }

    private void assertThatItAsksFor(SessionId left, ScriptedServer server, Path outbox) throws Exception {
        CompletableFuture<NettySession> again = connect(server.address(), outbox);
        Connection connection = server.accept();
        assertThat(connection.resume().session()).isEqualTo(left);
        connection.send(new Refused(RefusalCode.NAME.code(), 0, "that is enough"));
        assertThat(failureOf(again)).isInstanceOf(PeerRefusedException.class);
    }

    private static ChatException failureOf(CompletableFuture<NettySession> connecting) throws Exception {
        return (ChatException) connecting.handle((session, why) -> why).get(60, TimeUnit.SECONDS);
    }

    private static SessionId leaveOneText(Path outbox, InetSocketAddress server) {
        SessionId session = Randoms.sessionId();
        ClientJournal journal = ClientJournal.open(
                        new FileDisk(), outbox, server.getHostString(), server.getPort(), Durability.WRITE)
                .journal();
        journal.begin(session, EmbeddedServer.SECRET);
        journal.established(Limits.DEFAULTS.window());
        byte[] frame = Bytes.of(new Text(7, 0, "kept", false, false));
        journal.appended(frame, 0, frame.length);
        journal.close();
        return session;
    }

    private CompletableFuture<NettySession> connect(InetSocketAddress server) {
        return connect(server, null);
    }

    private CompletableFuture<NettySession> connect(InetSocketAddress server, @Nullable Path outbox) {
        Bootstrap tcp = new Bootstrap().group(group).channel(Transport.NIO.streamChannel());
        Bootstrap udp = new Bootstrap().channel(Transport.NIO.datagramChannel());
        return new SessionConnector("client", Limits.DEFAULTS)
                .outbox(outbox, Durability.WRITE)
                .connect(tcp, udp, server, 0, session -> session);
    }

    /** Lets the greeting pass, and cuts the connection in place of what follows. */
    private static final class SwallowedWelcome extends ChannelOutboundHandlerAdapter {

        private boolean greeted;

        @Override
        public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
            if (greeted) {
                ReferenceCountUtil.release(message);
                ctx.close();
            } else {
                greeted = true;
                ctx.write(message, promise);
            }
        }
    }
}
