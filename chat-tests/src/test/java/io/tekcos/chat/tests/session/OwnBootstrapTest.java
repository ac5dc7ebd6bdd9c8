package io.tekcos.chat.tests.session;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.PeerUnreachableException;
import io.tekcos.chat.model.Receipt;
import io.tekcos.chat.model.SessionEvent;
import io.tekcos.chat.model.Via;
import io.tekcos.chat.netty.NettySession;
import io.tekcos.chat.netty.SessionAcceptor;
import io.tekcos.chat.netty.SessionConnector;
import io.tekcos.chat.netty.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sessions on bootstraps of one's own, as the documentation of SessionAcceptor and SessionConnector shows them. */
class OwnBootstrapTest {

    private final BlockingQueue<SessionEvent> atServer = new LinkedBlockingQueue<>();
    private final BlockingQueue<SessionEvent> atClient = new LinkedBlockingQueue<>();
    private final SessionAcceptor acceptor = new SessionAcceptor(
            "my server", Limits.DEFAULTS, session -> session.listen(event -> echo(session, event), null));
    private final SessionConnector connector = new SessionConnector("my client", Limits.DEFAULTS);

    @ParameterizedTest
    @EnumSource(names = {"NIO", "EPOLL"})
    void shouldChatByTcpAndByUdpOnOwnBootstraps(Transport transport) throws Exception {
        assumeThat(transport.unavailability())
                .as("%s is not available here", transport)
                .isNull();
        EventLoopGroup group = transport.newGroup(2, "own", true);
        try {
            Channel udp = new Bootstrap()
                    .group(group)
                    .channel(transport.datagramChannel())
                    .handler(acceptor.datagramHandler())
                    .bind(Pair.HOST, 0)
                    .sync()
                    .channel(); // first: the greeting names its port
            Channel tcp = new ServerBootstrap()
                    .group(group)
                    .channel(transport.serverChannel())
                    .handler(acceptor.listeningHandler())
                    .childHandler(acceptor.streamHandler())
                    .bind(Pair.HOST, 0)
                    .sync()
                    .channel();
            assertThat(udp.isActive()).isTrue();

            NettySession session = connect(transport, group, ((InetSocketAddress) tcp.localAddress()).getPort());
            chat(session);

            assertThat(acceptor.sessions()).hasSize(1);
            session.close(CloseCause.GOODBYE, "");
            Waiting.get(session.whenClosed());
            Waiting.until("the server has ended it", () -> acceptor.sessions().isEmpty());
        } finally {
            group.shutdownGracefully(0, 10, SECONDS).syncUninterruptibly();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NIO", "EPOLL"})
    void shouldNameTheServerThatHungUpOnOwnBootstraps(Transport transport) throws Exception {
        assumeThat(transport.unavailability())
                .as("%s is not available here", transport)
                .isNull();
        EventLoopGroup group = transport.newGroup(1, "own", true);
        try (ServerSocket hangsUp = new ServerSocket(0, 1, InetAddress.getByName(Pair.HOST))) {
            CompletableFuture<NettySession> connecting = connecting(transport, group, hangsUp.getLocalPort());
            hangsUp.accept().close();

            assertThat(Waiting.failure(connecting, PeerUnreachableException.class))
                    .hasMessageContaining(Pair.HOST + " port " + hangsUp.getLocalPort());
        } catch (IOException e) {
            throw new AssertionError(e);
        } finally {
            group.shutdownGracefully(0, 10, SECONDS).syncUninterruptibly();
        }
    }

    private void chat(NettySession session) {
        Waiting.get(session.whenUdpUp());
        for (String text : List.of("hello", "안녕하세요", "x".repeat(1000))) {
            assertThat(Waiting.get(session.send(text, Via.TCP, Fallback.TCP)).status())
                    .isEqualTo(Receipt.Status.DELIVERED);
            assertThat(message(atServer)).satisfies(message -> shouldBe(message, text, Via.TCP, "my client"));
            assertThat(message(atClient)).satisfies(message -> shouldBe(message, text, Via.TCP, "my server"));
            assertThat(Waiting.get(session.send(text, Via.UDP, Fallback.NONE)).status())
                    .isEqualTo(Receipt.Status.SENT);
            assertThat(message(atServer)).satisfies(message -> shouldBe(message, text, Via.UDP, "my client"));
            assertThat(message(atClient)).satisfies(message -> shouldBe(message, text, Via.UDP, "my server"));
        }
        Waiting.until("they are counted", () -> session.counters().udp().textsReceived() == 3);
        assertThat(session.counters().udp().fallbacks()).isZero();
    }

    private NettySession connect(Transport transport, EventLoopGroup group, int port) {
        return Waiting.get(connecting(transport, group, port));
    }

    private CompletableFuture<NettySession> connecting(Transport transport, EventLoopGroup group, int port) {
        return connector.connect(
                new Bootstrap().group(group).channel(transport.streamChannel()),
                new Bootstrap().channel(transport.datagramChannel()),
                new InetSocketAddress(Pair.HOST, port),
                0,
                session -> {
                    session.listen(atClient::add, null);
                    return session;
                });
    }

    private void echo(NettySession session, SessionEvent event) {
        atServer.add(event);
        if (event instanceof Message message) {
            session.send(message.text(), message.via(), Fallback.NONE);
        }
    }

    private static Message message(BlockingQueue<SessionEvent> events) {
        while (true) {
            if (Waiting.take(events) instanceof Message message) {
                return message;
            }
        }
    }

    private static void shouldBe(Message message, String text, Via via, String from) {
        assertThat(message).isEqualTo(new Message(message.id(), from, text, via, false));
    }
}
