package io.tekcos.chat.wire;

import io.netty.buffer.ByteBuf;
import io.tekcos.chat.model.TransferFault;

/**
 * One side ends the transfer before it is done, or the receiver does not take it.
 *
 * <pre>
 *  5          21       29     30  32       32+n
 * +----------+--------+------+---+--------+
 * | transfer | number | code | n | reason |
 * | 16       | u64    | u8   |u16| n      |
 * +----------+--------+------+---+--------+
 * </pre>
 *
 * @param id which offer of which transfer
 * @param code the {@link TransferFault}'s
 * @param reason for a person; cut after 100 characters when it is written
 */
public record Cancel(OfferId id, int code, String reason) implements TransferFrame {

    static final int TYPE = 0x4d;

    public Cancel(OfferId id, TransferFault fault, String reason) {
        this(id, fault.code(), reason);
    }

    /** Why. */
    public TransferFault fault() {
        return TransferFault.ofCode(code);
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void writeBody(ByteBuf out) {
        id.write(out);
        out.writeByte(code);
        Strings.writeReason(out, reason);
    }

    static Cancel read(WireReader in) throws WireException {
        return new Cancel(OfferId.read(in), in.u8(), Strings.readReason(in));
    }
}
