package io.tekcos.chat.bench.netty;

import io.tekcos.chat.bench.loop.OneWayLink;
import io.tekcos.chat.bench.loop.Patience;
import java.util.function.Consumer;

/**
 * One {@code writeAndFlush} a text, as most programs on Netty send; that is what makes it the floor.
 */
final class NettyTcpOneWay implements OneWayLink {

    private final TcpPair pair;

    NettyTcpOneWay(Consumer<String> farEnd) throws InterruptedException {
        pair = new TcpPair((channel, text) -> {}, (channel, text) -> farEnd.accept(text));
    }

    @Override
    public void send(String text) {
        if (!pair.near().isWritable()) {
            Patience.await(pair.near()::isWritable, "the channel to be writable");
        }
        Channels.writeAndFlush(pair.near(), text);
    }

    @Override
    public void close() {
        pair.close();
    }
}
