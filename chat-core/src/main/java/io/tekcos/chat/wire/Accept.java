package io.tekcos.chat.wire;

import io.netty.buffer.ByteBuf;
import io.tekcos.chat.model.TransferId;

/**
 * The receiver takes the transfer, and awaits its bytes.
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
public record Accept(TransferId transfer) implements TransferFrame {

    static final int TYPE = 0x49;

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void writeBody(ByteBuf out) {
        TransferIds.write(out, transfer);
    }

    static Accept read(WireReader in) throws WireException {
        return new Accept(TransferIds.read(in));
    }
}
