package io.tekcos.chat.netty;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.DuplexChannel;
import java.io.IOException;

/** How connections end: ways to end one after all that was written to it, and what a broken one looks like. */
final class Endings {

    private Endings() {}

    /** Ends the output, while the input goes on; closes a channel that has no halves. Returns when all was written. */
    static ChannelFuture shutOutput(Channel channel) {
        return channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> {
            if (channel instanceof DuplexChannel duplex) {
                duplex.shutdownOutput();
            } else {
                channel.close();
            }
        });
    }

    static void close(Channel channel) {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    /** Whether an exception only says that a connection broke, whatever Netty has wrapped that in. */
    static boolean isBroken(Throwable cause) {
        return cause instanceof IOException || cause.getCause() instanceof IOException;
    }
}
