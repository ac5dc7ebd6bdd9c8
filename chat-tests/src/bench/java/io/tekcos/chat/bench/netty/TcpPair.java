package io.tekcos.chat.bench.netty;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.codec.LengthFieldPrepender;
import io.netty.handler.codec.string.StringDecoder;
import io.netty.handler.codec.string.StringEncoder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;

/**
 * A connection of length-framed strings. Settings: TCP_NODELAY, or a text waits for the acknowledgement of the one
 * before; a write buffer of 1 MiB, so that the sender seldom waits; Netty's defaults otherwise.
 */
final class TcpPair implements AutoCloseable {

    private static final int LONGEST_FRAME = 1 << 16;
    static final WriteBufferWaterMark WRITE_BUFFER = new WriteBufferWaterMark(512 << 10, 1 << 20);

    private final Loops loops = new Loops();
    private final Channel near;

    TcpPair(BiConsumer<Channel, String> atNear, BiConsumer<Channel, String> atFar) throws InterruptedException {
        Channel listener = new ServerBootstrap()
                .group(loops.far())
                .channel(EpollServerSocketChannel.class)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(pipeline(atFar))
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .sync()
                .channel();
        near = new Bootstrap()
                .group(loops.near())
                .channel(EpollSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WRITE_BUFFER)
                .handler(pipeline(atNear))
                .connect(listener.localAddress())
                .sync()
                .channel();
    }

    Channel near() {
        return near;
    }

    /** Length-framed strings, with whatever else a channel is to have behind them. */
    static ChannelInitializer<Channel> pipeline(BiConsumer<Channel, String> onText, ChannelHandler... further) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline()
                        .addLast(new LengthFieldBasedFrameDecoder(LONGEST_FRAME, 0, 4, 0, 4))
                        .addLast(new LengthFieldPrepender(4))
                        .addLast(new StringDecoder(StandardCharsets.UTF_8))
                        .addLast(new StringEncoder(StandardCharsets.UTF_8))
                        .addLast(new SimpleChannelInboundHandler<String>() {
                            @Override
                            protected void channelRead0(ChannelHandlerContext context, String text) {
                                onText.accept(context.channel(), text);
                            }
                        })
                        .addLast(further);
            }
        };
    }

    @Override
    public void close() {
        loops.close();
    }
}
