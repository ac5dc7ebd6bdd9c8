package io.tekcos.chat.netty;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.tekcos.chat.model.PathState;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * The UDP socket of a client's session by one TCP connection, and its replacement: a socket keeps the local address it was opened with, and leads
 * nowhere when the machine has moved to another network. While the path is down, a new one takes its place every few seconds.
 */
final class ClientSocket {

    private final FramedSession session;
    private final Bootstrap bootstrap;
    private final InetSocketAddress server;
    private @Nullable Channel current;
    private boolean opening;
    private boolean over;

    ClientSocket(FramedSession session, Bootstrap udp, InetSocketAddress server) {
        this.session = session;
        this.server = server;
        ChannelHandler first = udp.config().handler();
        bootstrap = udp.clone(session.eventLoop()).handler(new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel channel) {
                Pipelines.first(channel, first);
                Pipelines.datagrams(channel, new ClientDatagramHandler(session.udpPath()));
            }
        });
        session.udpPath().renewWith(this::open);
    }

    /** Opens a socket; the one that was used before is closed as soon as this one is there. */
    void open() {
        if (!opening) {
            opening = true;
            bootstrap.connect(server).addListener((ChannelFutureListener) this::onOpened);
        }
    }

    private void onOpened(ChannelFuture opened) {
        if (!session.eventLoop()
                .inEventLoop()) { // a socket that could not even be created fails on a thread of Netty's
            session.eventLoop().execute(() -> onOpened(opened));
            return;
        }
        opening = false;
        if (over || session.udp() == PathState.UP) {
            opened.channel().close(); // the socket that was there leads somewhere again, or nobody needs one any more
        } else if (opened.isSuccess()) {
            closeCurrent();
            current = opened.channel();
            session.udpPath().attach(current);
        } else {
            session.udpPath().retryLater("no UDP socket: " + opened.cause().getMessage());
        }
    }

    /** The TCP connection that it belongs to is gone. */
    void close() {
        over = true;
        closeCurrent();
    }

    private void closeCurrent() {
        if (current != null) {
            current.close();
        }
    }
}
