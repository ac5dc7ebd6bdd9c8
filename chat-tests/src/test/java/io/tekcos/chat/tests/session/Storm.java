package io.tekcos.chat.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.tekcos.chat.ChatClient;
import io.tekcos.chat.Session;
import io.tekcos.chat.SessionListener;
import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.Reconnecting;
import io.tekcos.chat.model.RefusalCode;
import io.tekcos.chat.model.SessionEvent;
import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.model.Via;
import io.tekcos.chat.netty.NettySession;
import io.tekcos.chat.netty.SessionAcceptor;
import io.tekcos.chat.netty.Transport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * Many sessions of one server, whose connections it can cut all at once. Each end sends one text as soon as it is away. TCP
 * alone: the server has no UDP path.
 */
final class Storm implements AutoCloseable {

    private final SessionAcceptor acceptor;
    private final Limits limits;
    private final Transport transport = Transport.best();
    private final EventLoopGroup loops = transport.newGroup(2, "storm", true);
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Map<SessionId, Queue<String>> atServer = new ConcurrentHashMap<>();
    private final List<Member> members = new ArrayList<>();
    private final List<Channel> ofSessions;
    private final int port;

    Storm(Limits limits, int sessions) {
        this.limits = limits;
        acceptor = new SessionAcceptor("storm", limits, session -> {
            atServer.put(session.id(), new ConcurrentLinkedQueue<>());
            session.listen(event -> hear(session, event), null);
        });
        Channel tcp = new ServerBootstrap()
                .group(loops)
                .channel(transport.serverChannel())
                .handler(acceptor.listeningHandler())
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        connections.add(channel);
                        channel.pipeline().addLast(acceptor.streamHandler());
                    }
                })
                .bind(Pair.HOST, 0)
                .syncUninterruptibly()
                .channel();
        port = ((InetSocketAddress) tcp.localAddress()).getPort();
        for (int i = 0; i < sessions; i++) {
            Ear ear = new Ear(new ConcurrentLinkedQueue<>());
            members.add(new Member(ChatClient.builder().listener(ear).connect(Pair.HOST, port), ear.heard()));
        }
        ofSessions = List.copyOf(connections);
    }

    /** Takes every place for connections in the handshake. */
    List<RawStream> takeEveryPlace() throws IOException {
        Waiting.until("none is in the handshake", () -> acceptor.counters().halfOpen() == 0);
        List<RawStream> taken = new ArrayList<>();
        while (taken.size() < limits.halfOpenPerAddress()) {
            taken.add(new RawStream(port).greeted());
        }
        return taken;
    }

    /** Closes the connections of all sessions. */
    void cut() {
        ofSessions.forEach(Channel::close);
    }

    long busy() {
        return acceptor.counters().refused().getOrDefault(RefusalCode.BUSY, 0L);
    }

    /** All sessions are connected, and each end of each has heard the one text that was sent while they were away. */
    void shouldAllComeBackWithTheirTexts() {
        for (Member member : members) {
            String id = member.session().id().toString();
            Queue<String> atItsServer =
                    Objects.requireNonNull(atServer.get(member.session().id()));
            Waiting.until(id + " has been heard", () -> !atItsServer.isEmpty());
            Waiting.until(id + " has heard", () -> !member.heard().isEmpty());
        }
        for (Member member : members) {
            String id = member.session().id().toString();
            assertThat(member.session().isConnected()).isTrue();
            assertThat(member.heard()).containsExactly("down " + id);
            assertThat(atServer.get(member.session().id())).containsExactly("up " + id);
        }
        assertThat(busy()).isPositive();
        assertThat(acceptor.counters().resumes()).isEqualTo(members.size());
        assertThat(acceptor.counters().sessionsOpen()).isEqualTo(members.size());
        assertThat(acceptor.counters().sessionsDetached()).isZero();
    }

    private void hear(NettySession session, SessionEvent event) {
        if (event instanceof Message message) {
            Objects.requireNonNull(atServer.get(session.id())).add(message.text());
        } else if (event instanceof Reconnecting) {
            session.send("down " + session.id(), Via.TCP, Fallback.TCP);
        }
    }

    @Override
    public void close() {
        members.forEach(member -> member.session().closeNow());
        connections.close().syncUninterruptibly();
        loops.shutdownGracefully(0, 10, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private record Member(Session session, Queue<String> heard) {}

    /** A client's end. */
    private record Ear(Queue<String> heard) implements SessionListener {

        @Override
        public void onMessage(Session session, Message message) {
            heard.add(message.text());
        }

        @Override
        public void onReconnecting(Session session, Reconnecting news) {
            if (news.attempt() == 1) {
                session.send("up " + session.id(), Via.TCP);
            }
        }
    }
}
