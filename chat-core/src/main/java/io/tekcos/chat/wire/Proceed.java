package io.tekcos.chat.wire;

import io.netty.buffer.ByteBuf;

/**
 * The side that wanted the transfer to wait wants it to go on.
 *
 * <pre>
 *  5          21       29
 * +----------+--------+
 * | transfer | number |
 * | 16       | u64    |
 * +----------+--------+
 * </pre>
 *
 * @param id which offer of which transfer
 */
public record Proceed(OfferId id) implements TransferFrame {

    static final int TYPE = 0x4c;

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void writeBody(ByteBuf out) {
        id.write(out);
    }

    static Proceed read(WireReader in) throws WireException {
        return new Proceed(OfferId.read(in));
    }
}
