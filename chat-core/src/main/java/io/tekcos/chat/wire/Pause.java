package io.tekcos.chat.wire;

import io.netty.buffer.ByteBuf;

/**
 * One side wants the transfer to wait; the sender stops after the chunk it is in.
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
public record Pause(OfferId id) implements TransferFrame {

    static final int TYPE = 0x4b;

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void writeBody(ByteBuf out) {
        id.write(out);
    }

    static Pause read(WireReader in) throws WireException {
        return new Pause(OfferId.read(in));
    }
}
