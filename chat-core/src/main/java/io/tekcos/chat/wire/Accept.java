package io.tekcos.chat.wire;

import io.netty.buffer.ByteBuf;

/**
 * The receiver takes the transfer, and awaits its bytes.
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
public record Accept(OfferId id) implements TransferFrame {

    static final int TYPE = 0x49;

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void writeBody(ByteBuf out) {
        id.write(out);
    }

    static Accept read(WireReader in) throws WireException {
        return new Accept(OfferId.read(in));
    }
}
