package io.tekcos.chat.bench.netty;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.ChannelMatchers;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.tekcos.chat.bench.loop.Patience;
import io.tekcos.chat.bench.loop.RoomEar;
import io.tekcos.chat.bench.loop.RoomLink;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A {@link ChannelGroup} of all members and one {@code writeAndFlush} of it a text, as every tutorial on Netty does it. */
final class NettyRoom implements RoomLink {

    private final Loops loops = new Loops();
    private final ChannelGroup group = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Channel listener;
    private final List<Channel> members = new ArrayList<>();

    NettyRoom(RoomEar ear) throws InterruptedException {
        listener = new ServerBootstrap()
                .group(loops.far())
                .channel(EpollServerSocketChannel.class)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(TcpPair.pipeline(this::passOn, new Entrance()))
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .sync()
                .channel();
        join(text -> {});
        for (int i = 0; i < LISTENERS; i++) {
            int number = i;
            join(text -> ear.hear(number, text));
        }
        Patience.await(() -> group.size() == MEMBERS, "everybody to be in the room");
    }

    @Override
    public void say(String text) {
        Channel speaker = members.get(0);
        if (!speaker.isWritable()) {
            Patience.await(speaker::isWritable, "the channel to be writable");
        }
        Channels.writeAndFlush(speaker, text);
    }

    @Override
    public void requireEverybody() {
        if (group.size() != MEMBERS) {
            throw new IllegalStateException("only " + group.size() + " are in the room");
        }
    }

    private void passOn(Channel from, String text) {
        group.writeAndFlush(text, ChannelMatchers.isNot(from), true);
    }

    private void join(Consumer<String> onText) throws InterruptedException {
        members.add(new Bootstrap()
                .group(loops.near())
                .channel(EpollSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.WRITE_BUFFER_WATER_MARK, TcpPair.WRITE_BUFFER)
                .handler(TcpPair.pipeline((channel, text) -> onText.accept(text)))
                .connect(listener.localAddress())
                .sync()
                .channel());
    }

    @Override
    public void close() {
        loops.close();
    }

    /** Adds every channel to the room. */
    @ChannelHandler.Sharable
    private final class Entrance extends ChannelInboundHandlerAdapter {

        @Override
        public void channelActive(ChannelHandlerContext context) {
            group.add(context.channel());
            context.fireChannelActive();
        }
    }
}
