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
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.model.SessionEvent;
import io.tekcos.chat.netty.ScriptedServer.Connection;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** A client of a {@link ScriptedServer}: what it hears, and every channel that it opens. */
final class ScriptedClient implements AutoCloseable {

    final BlockingQueue<SessionEvent> heard = new LinkedBlockingQueue<>();
    final List<SessionEvent> heardElsewhere = new CopyOnWriteArrayList<>();

    /** How many of the sockets to come cannot be made. */
    final AtomicInteger brokenSockets = new AtomicInteger();

    private final ScriptedServer server;
    private final EventLoopGroup group = Transport.NIO.newGroup(2, "scripted-client", true);
    private final Watch watch = new Watch();

    ScriptedClient(ScriptedServer server) {
        this.server = server;
    }

    /** A session whose connection is lost. */
    NettySession lost() throws Exception {
        CompletableFuture<NettySession> connecting = connect();
        Connection first = server.acceptSession(0);
        NettySession session = get(connecting);
        first.close();
        return session;
    }

    CompletableFuture<NettySession> connect() {
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
    void shouldLeaveNothing(NettySession session) throws Exception {
        session.closeNow();
        get(session.whenClosed());
        for (Channel channel : watch.all) {
            assertThat(channel.closeFuture().await(60, TimeUnit.SECONDS))
                    .as("%s closes", channel)
                    .isTrue();
        }
        assertThat(heard).filteredOn(SessionClosed.class::isInstance).hasSizeLessThanOrEqualTo(1);
    }

    <E extends SessionEvent> E next(Class<E> type) throws InterruptedException {
        SessionEvent event = take();
        while (!type.isInstance(event)) {
            event = take();
        }
        return type.cast(event);
    }

    SessionEvent take() throws InterruptedException {
        return take(heard);
    }

    static <T> T take(BlockingQueue<T> queue) throws InterruptedException {
        T next = queue.poll(60, TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        return next;
    }

    static <T> T get(CompletableFuture<T> future) throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(60, TimeUnit.SECONDS);
    }

    /** The next socket for datagrams that it opens. */
    Channel nextSocket() throws InterruptedException {
        return take(watch.sockets);
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
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
