package io.tekcos.chat.netty;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.tekcos.chat.wire.SeedWords;
import java.net.InetSocketAddress;

/**
 * The UDP socket of a session with a seed server. It says HELO once, for a second one would be a text there: if it is lost, the
 * server waits for ever, as it would for its own client.
 */
final class SeedSocket {

    private final SeedSession session;
    private final InetSocketAddress server;

    private SeedSocket(SeedSession session, InetSocketAddress server) {
        this.session = session;
        this.server = server;
    }

    static void open(SeedSession session, Bootstrap udp, InetSocketAddress server) {
        SeedSocket socket = new SeedSocket(session, server);
        ChannelHandler first = udp.config().handler();
        udp.clone(session.eventLoop())
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        Pipelines.first(channel, first);
                        Pipelines.datagrams(channel, new SeedDatagramHandler(session));
                    }
                })
                .connect(server)
                .addListener((ChannelFutureListener) socket::onOpened);
    }

    private void onOpened(ChannelFuture opened) {
        if (!session.eventLoop()
                .inEventLoop()) { // a socket that could not even be created fails on a thread of Netty's
            session.eventLoop().execute(() -> onOpened(opened));
        } else if (session.hasEnded()) {
            opened.channel().close();
        } else if (opened.isSuccess()) {
            Channel channel = opened.channel();
            session.whenClosed().thenRun(channel::close);
            channel.writeAndFlush(SeedWords.helo()).addListener((ChannelFutureListener) this::onHeloWritten);
        } else {
            session.datagrams().giveUp("no UDP socket: " + opened.cause().getMessage());
        }
    }

    private void onHeloWritten(ChannelFuture written) {
        SeedDatagrams datagrams = session.datagrams();
        if (session.hasEnded()) {
            return;
        }
        if (written.isSuccess()) {
            datagrams.onHeloSent();
            datagrams.begin(written.channel(), null);
            datagrams.reportUp("HELO to " + server.getAddress().getHostAddress() + " port " + server.getPort());
        } else {
            datagrams.onFailure();
            datagrams.giveUp("HELO could not be sent: " + written.cause().getMessage());
        }
    }
}
