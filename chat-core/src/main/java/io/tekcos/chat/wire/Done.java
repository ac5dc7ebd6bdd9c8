package io.tekcos.chat.wire;

import io.netty.buffer.ByteBuf;

/**
 * The receiver has everything, under its name.
 *
 * <pre>
 *  5          21       29       61        62
 * +----------+--------+--------+---------+
 * | transfer | number | digest | durable |
 * | 16       | u64    | 32     | u8      |
 * +----------+--------+--------+---------+
 * </pre>
 *
 * @param id which offer of which transfer
 * @param digest the SHA-256 of the digests of all chunks that were wanted, in their order
 * @param durable whether a failure of the receiver's machine does not undo it; any number but 0 on the wire
 */
public record Done(OfferId id, Bytes32 digest, boolean durable) implements TransferFrame {

    static final int TYPE = 0x4e;

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void writeBody(ByteBuf out) {
        id.write(out);
        digest.write(out);
        out.writeByte(durable ? 1 : 0);
    }

    static Done read(WireReader in) throws WireException {
        return new Done(OfferId.read(in), in.bytes32(), in.u8() != 0);
    }
}
