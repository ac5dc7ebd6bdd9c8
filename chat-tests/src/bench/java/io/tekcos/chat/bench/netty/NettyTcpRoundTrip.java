package io.tekcos.chat.bench.netty;

import io.netty.channel.Channel;
import io.tekcos.chat.bench.loop.Rendezvous;
import io.tekcos.chat.bench.loop.RoundTripLink;
import java.util.function.Consumer;

final class NettyTcpRoundTrip implements RoundTripLink {

    private final Rendezvous echoes = new Rendezvous();
    private final TcpPair pair;

    NettyTcpRoundTrip(Consumer<String> farEnd) throws InterruptedException {
        pair = new TcpPair((channel, text) -> echoes.offer(text), (channel, text) -> echo(channel, text, farEnd));
    }

    private static void echo(Channel channel, String text, Consumer<String> farEnd) {
        farEnd.accept(text);
        Channels.writeAndFlush(channel, text);
    }

    @Override
    public String exchange(String text) {
        Channels.writeAndFlush(pair.near(), text);
        return echoes.take();
    }

    @Override
    public void close() {
        pair.close();
    }
}
