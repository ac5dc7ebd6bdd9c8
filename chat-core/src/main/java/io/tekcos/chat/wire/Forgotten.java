package io.tekcos.chat.wire;

import io.netty.buffer.ByteBuf;

/**
 * Another process has taken the place of the one before, in the same session: it knows nothing of the transfers that were offered up
 * to here, whichever way they went. The body is empty.
 */
public record Forgotten() implements Frame {

    static final int TYPE = 0x4a;

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void writeBody(ByteBuf out) {}
}
