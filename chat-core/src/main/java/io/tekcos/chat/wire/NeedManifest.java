package io.tekcos.chat.wire;

import io.netty.buffer.ByteBuf;

/** The receiver has no manifest, and wants it from its first byte on. The body is empty. */
public record NeedManifest() implements BulkFrame {

    static final int TYPE = 0x20;

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void writeBody(ByteBuf out) {}
}
