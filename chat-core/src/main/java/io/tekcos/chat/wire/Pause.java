package io.tekcos.chat.wire;

import io.netty.buffer.ByteBuf;
import io.tekcos.chat.model.TransferId;

/**
 * One side wants the transfer to wait; the sender stops after the chunk it is in.
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
public record Pause(TransferId transfer) implements TransferFrame {

    static final int TYPE = 0x4b;

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void writeBody(ByteBuf out) {
        TransferIds.write(out, transfer);
    }

    static Pause read(WireReader in) throws WireException {
        return new Pause(TransferIds.read(in));
    }
}
