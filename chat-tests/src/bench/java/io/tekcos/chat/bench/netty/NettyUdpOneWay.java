package io.tekcos.chat.bench.netty;

import io.tekcos.chat.bench.loop.DatagramWindow;
import io.tekcos.chat.bench.loop.OneWayLink;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** One {@code writeAndFlush} a datagram. */
final class NettyUdpOneWay implements OneWayLink {

    private final UdpPair pair;

    NettyUdpOneWay(Consumer<String> farEnd) throws InterruptedException {
        pair = new UdpPair(
                (channel, datagram) -> {},
                (channel, datagram) -> farEnd.accept(datagram.content().toString(StandardCharsets.UTF_8)));
    }

    @Override
    public void send(String text) {
        pair.send(text);
    }

    @Override
    public long window() {
        return DatagramWindow.within(pair.receiveBuffer());
    }

    @Override
    public void close() {
        pair.close();
    }
}
