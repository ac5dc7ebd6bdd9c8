package io.tekcos.chat.wire;

import io.netty.buffer.ByteBuf;

/**
 * A chunk that arrived is not what its digest says; it has to come again.
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
public record Resend(long number) implements BulkFrame {

    static final int TYPE = 0x27;

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void writeBody(ByteBuf out) {
        out.writeLong(number);
    }

    static Resend read(WireReader in) throws WireException {
        return new Resend(in.u64());
    }
}
