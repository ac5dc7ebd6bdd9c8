package io.tekcos.chat.bench.netty;

import io.netty.channel.Channel;

/** The floor's one write. */
final class Channels {

    private Channels() {}

    /** The void promise spares an object a text; a failure reaches the pipeline, and the count falls short. */
    @SuppressWarnings("FutureReturnValueIgnored")
    static void writeAndFlush(Channel channel, Object message) {
        channel.writeAndFlush(message, channel.voidPromise());
    }
}
