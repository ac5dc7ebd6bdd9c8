package io.tekcos.chat.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.tekcos.chat.wire.Frame;

/** Frames as buffers of a channel. */
final class Frames {

    private static final int USUAL_SIZE = 256;

    private Frames() {}

    static ByteBuf encode(Channel channel, Frame frame) {
        ByteBuf bytes = channel.alloc().buffer(USUAL_SIZE);
        frame.write(bytes);
        return bytes;
    }
}
