package io.tekcos.chat.wire;

import io.netty.buffer.ByteBuf;

/** The receiver has said what it has and what it does not want: the rest may come. The body is empty. */
public record Begin() implements BulkFrame {

    static final int TYPE = 0x24;

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void writeBody(ByteBuf out) {}
}
