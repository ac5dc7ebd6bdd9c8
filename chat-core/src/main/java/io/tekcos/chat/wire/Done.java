package io.tekcos.chat.wire;

import io.netty.buffer.ByteBuf;
import io.tekcos.chat.model.TransferId;

/**
 * The receiver has everything, under its name.
 *
 * <pre>
 *  5          21       53        54
 * +----------+--------+---------+
 * | transfer | digest | durable |
 * | 16       | 32     | u8      |
 * +----------+--------+---------+
 * </pre>
 *
 * @param transfer which transfer
 * @param digest the SHA-256 of the digests of all chunks that were wanted, in their order
 * @param durable whether a failure of the receiver's machine does not undo it; any number but 0 on the wire
 */
public record Done(TransferId transfer, Bytes32 digest, boolean durable) implements TransferFrame {

    static final int TYPE = 0x4e;

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void writeBody(ByteBuf out) {
        TransferIds.write(out, transfer);
        digest.write(out);
        out.writeByte(durable ? 1 : 0);
    }

    static Done read(WireReader in) throws WireException {
        return new Done(TransferIds.read(in), in.bytes32(), in.u8() != 0);
    }
}
