package io.tekcos.chat.wire;

import io.netty.buffer.ByteBuf;
import io.tekcos.chat.model.TransferId;

/**
 * The side that wanted the transfer to wait wants it to go on.
 *
 * <pre>
 *  5          21
 * +----------+
 * | transfer |
 * | 16       |
 * +----------+
 * </pre>
 *
 * @param transfer which transfer
 */
public record Proceed(TransferId transfer) implements TransferFrame {

    static final int TYPE = 0x4c;

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void writeBody(ByteBuf out) {
        TransferIds.write(out, transfer);
    }

    static Proceed read(WireReader in) throws WireException {
        return new Proceed(TransferIds.read(in));
    }
}
