package io.tekcos.chat.wire;

import io.netty.buffer.ByteBuf;
import io.tekcos.chat.model.TransferId;

/**
 * Names an offer of a transfer: the same may be offered again in a session, and what was said of the offer before is then still on
 * its way.
 *
 * <pre>
 *  0          16      24
 * +----------+--------+
 * | transfer | number |
 * | 16       | u64    |
 * +----------+--------+
 * </pre>
 *
 * @param transfer which transfer; the same files offered again are the same transfer
 * @param number which offer of it; the sender uses none twice for a transfer in a session, and a random one serves
 */
public record OfferId(TransferId transfer, long number) {

    void write(ByteBuf out) {
        TransferIds.write(out, transfer);
        out.writeLong(number);
    }

    static OfferId read(WireReader in) throws WireException {
        return new OfferId(TransferIds.read(in), in.u64());
    }
}
