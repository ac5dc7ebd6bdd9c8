package io.tekcos.chat.bench.netty;

import io.netty.channel.Channel;
import io.netty.channel.socket.DatagramPacket;
import io.tekcos.chat.bench.loop.Rendezvous;
import io.tekcos.chat.bench.loop.RoundTripLink;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** A bare echo: the far end sends the very bytes back that it received. */
final class NettyUdpRoundTrip implements RoundTripLink {

    private final Rendezvous echoes = new Rendezvous();
    private final UdpPair pair;

    NettyUdpRoundTrip(Consumer<String> farEnd) throws InterruptedException {
        pair = new UdpPair(
                (channel, datagram) -> echoes.offer(textOf(datagram)),
                (channel, datagram) -> echo(channel, datagram, farEnd));
    }

    private static void echo(Channel channel, DatagramPacket datagram, Consumer<String> farEnd) {
        farEnd.accept(textOf(datagram));
        Channels.writeAndFlush(channel, new DatagramPacket(datagram.content().retain(), datagram.sender()));
    }

    private static String textOf(DatagramPacket datagram) {
        return datagram.content().toString(StandardCharsets.UTF_8);
    }

    @Override
    public String exchange(String text) {
        pair.send(text);
        return echoes.take();
    }

    @Override
    public void close() {
        pair.close();
    }
}
