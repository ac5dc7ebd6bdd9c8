package io.tekcos.chat.bench.netty;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import io.tekcos.chat.bench.loop.DatagramWindow;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.BiConsumer;

/**
 * Two datagram sockets, a text a datagram. Settings: a receive buffer of 4 MiB, as far as the kernel grants it; Netty's
 * defaults otherwise, so a system call for each datagram at either end.
 */
final class UdpPair implements AutoCloseable {

    private final Loops loops = new Loops();
    private final Channel near;
    private final Channel far;

    UdpPair(BiConsumer<Channel, DatagramPacket> atNear, BiConsumer<Channel, DatagramPacket> atFar)
            throws InterruptedException {
        near = bind(loops.near(), atNear);
        far = bind(loops.far(), atFar);
    }

    private static Channel bind(EventLoopGroup loop, BiConsumer<Channel, DatagramPacket> onDatagram)
            throws InterruptedException {
        return new Bootstrap()
                .group(loop)
                .channel(EpollDatagramChannel.class)
                .option(ChannelOption.SO_RCVBUF, DatagramWindow.RECEIVE_BUFFER)
                .handler(new SimpleChannelInboundHandler<DatagramPacket>() {
                    @Override
                    protected void channelRead0(ChannelHandlerContext context, DatagramPacket datagram) {
                        onDatagram.accept(context.channel(), datagram);
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .sync()
                .channel();
    }

    void send(String text) {
        Channels.writeAndFlush(near, new DatagramPacket(ByteBufUtil.writeUtf8(near.alloc(), text), (InetSocketAddress)
                far.localAddress()));
    }

    int receiveBuffer() {
        return far.config().getOption(ChannelOption.SO_RCVBUF);
    }

    @Override
    public void close() {
        loops.close();
    }
}
