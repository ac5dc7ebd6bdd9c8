package io.tekcos.chat.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.EventLoopGroup;
import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.Reconnecting;
import io.tekcos.chat.model.Sending;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.model.SessionClosed.Initiator;
import io.tekcos.chat.model.SessionClosedException;
import io.tekcos.chat.model.SessionEvent;
import io.tekcos.chat.model.Via;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Somebody shuts down the event loops on which sessions live. */
@Timeout(120)
class LoopShutdownTest {

    private static final SessionClosed BY_SHUTDOWN = new SessionClosed(
            CloseCause.CONNECTION_LOST, Initiator.NETWORK, "the session's event loop is shutting down");

    private final BlockingQueue<SessionEvent> heard = new LinkedBlockingQueue<>();
    private EventLoopGroup group = Transport.NIO.newGroup(2, "shutdown-test", true);
    private ScriptedServer server;

    @BeforeEach
    void begin() throws IOException {
        server = new ScriptedServer();
    }

    @AfterEach
    void end() throws IOException {
        server.close();
        shutDown();
    }

    private void shutDown() {
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void shouldEndAClientsSession() throws Exception {
        NettySession session = connect().get(60, TimeUnit.SECONDS);

        shutDown();

        shouldHaveEndedOnce(session);
    }

    @Test
    void shouldEndAClientsSessionThatHasNoConnection() throws Exception {
        NettySession session = connect().get(60, TimeUnit.SECONDS);
        server.close();
        await(Reconnecting.class);
        Sending unsent = session.send("never", Via.TCP, Fallback.TCP);

        shutDown();

        shouldHaveEndedOnce(session);
        assertThat(Futures.failure(unsent, SessionClosedException.class).fateUnknown())
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"NIO", "EPOLL"})
    void shouldEndAServersSessionThatHasNoConnection(Transport transport) throws Exception {
        assumeThat(transport.unavailability()).isNull();
        shutDown();
        group = transport.newGroup(2, "shutdown-test", true);
        CompletableFuture<NettySession> begun = new CompletableFuture<>();
        SessionAcceptor acceptor = new SessionAcceptor("server", Limits.DEFAULTS, session -> {
            session.listen(heard::add, null);
            begun.complete(session);
        });
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), listen(transport, acceptor))) {
            client.getOutputStream().write(Bytes.of(EmbeddedServer.joinAs(1)));
            begun.get(60, TimeUnit.SECONDS);
        }
        await(Reconnecting.class);
        Sending unsent = begun.join().send("never", Via.TCP, Fallback.TCP);

        shutDown();

        shouldHaveEndedOnce(begun.join());
        assertThat(Futures.failure(unsent, SessionClosedException.class).fateUnknown())
                .isFalse();
        assertThat(acceptor.counters().sessionsOpen()).isZero();
        assertThat(acceptor.counters().sessionsDetached()).isZero();
    }

    private void shouldHaveEndedOnce(NettySession session) throws Exception {
        assertThat(session.whenClosed().get(60, TimeUnit.SECONDS)).isEqualTo(BY_SHUTDOWN);
        assertThat(heard).filteredOn(SessionClosed.class::isInstance).containsExactly(BY_SHUTDOWN);
        assertThat(heard).last().isEqualTo(BY_SHUTDOWN);
    }

    private CompletableFuture<NettySession> connect() throws IOException {
        Bootstrap tcp = new Bootstrap().group(group).channel(Transport.NIO.streamChannel());
        Bootstrap udp = new Bootstrap().channel(Transport.NIO.datagramChannel());
        CompletableFuture<NettySession> connecting = new SessionConnector("client", Limits.DEFAULTS)
                .connect(tcp, udp, server.address(), 0, session -> {
                    session.listen(heard::add, null);
                    return session;
                });
        server.acceptSession(0);
        return connecting;
    }

    private int listen(Transport transport, SessionAcceptor acceptor) throws InterruptedException {
        InetSocketAddress bound = (InetSocketAddress) new ServerBootstrap()
                .group(group)
                .channel(transport.serverChannel())
                .childHandler(acceptor.streamHandler())
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel()
                .localAddress();
        return bound.getPort();
    }

    /** Drops events until one is of this type. */
    private void await(Class<? extends SessionEvent> type) throws InterruptedException {
        SessionEvent event;
        do {
            event = heard.poll(60, TimeUnit.SECONDS);
            assertThat(event).isNotNull();
        } while (!type.isInstance(event));
    }
}
