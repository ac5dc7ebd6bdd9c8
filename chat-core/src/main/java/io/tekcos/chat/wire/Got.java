package io.tekcos.chat.wire;

import io.netty.buffer.ByteBuf;

/**
 * A chunk has arrived, is what its digest says, and is written.
 *
 * <pre>
 *  5        13
 * +--------+
 * | number |
 * | u64    |
 * +--------+
 * </pre>
 *
 * @param number the chunk's
 */
public record Got(long number) implements BulkFrame {

    static final int TYPE = 0x26;

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void writeBody(ByteBuf out) {
        out.writeLong(number);
    }

    static Got read(WireReader in) throws WireException {
        return new Got(in.u64());
    }
}
