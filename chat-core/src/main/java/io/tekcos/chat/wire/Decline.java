package io.tekcos.chat.wire;

import io.netty.buffer.ByteBuf;
import io.tekcos.chat.model.TransferFault;
import io.tekcos.chat.model.TransferId;

/**
 * The receiver does not take the transfer.
 *
 * <pre>
 *  5          21     22  24       24+n
 * +----------+------+---+--------+
 * | transfer | code | n | reason |
 * | 16       | u8   |u16| n      |
 * +----------+------+---+--------+
 * </pre>
 *
 * @param transfer which transfer
 * @param code the {@link TransferFault}'s
 * @param reason for a person; cut after 100 characters when it is written
 */
public record Decline(TransferId transfer, int code, String reason) implements TransferFrame {

    static final int TYPE = 0x4a;

    public Decline(TransferId transfer, TransferFault fault, String reason) {
        this(transfer, fault.code(), reason);
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
        TransferIds.write(out, transfer);
        out.writeByte(code);
        Strings.writeReason(out, reason);
    }

    static Decline read(WireReader in) throws WireException {
        return new Decline(TransferIds.read(in), in.u8(), Strings.readReason(in));
    }
}
