package io.tekcos.chat.wire;

import io.netty.buffer.ByteBuf;
import io.tekcos.chat.model.TransferId;

/** The 16 bytes that name a transfer. */
final class TransferIds {

    private TransferIds() {}

    static void write(ByteBuf out, TransferId transfer) {
        out.writeLong(transfer.high()).writeLong(transfer.low());
    }

    static TransferId read(WireReader in) throws WireException {
        return new TransferId(in.u64(), in.u64());
    }
}
