package io.tekcos.chat.wire;

import io.netty.buffer.ByteBuf;
import io.tekcos.chat.model.CloseCause;

/**
 * The receiver has some chunks, one after the other, already.
 *
 * <pre>
 *  5       13
 * +-------+---------+
 * | first | digests |
 * | u64   | rest    |
 * +-------+---------+
 * </pre>
 *
 * @param first the number of the first of them
 * @param digests their SHA-256, 32 bytes each; of 1 to {@value #MAX_CHUNKS} chunks
 */
public record Held(long first, Octets digests) implements BulkFrame {

    static final int TYPE = 0x22;

    public static final int MAX_CHUNKS = 2048;

    /** How many chunks. */
    public int count() {
        return digests.length() / Bytes32.LENGTH;
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void writeBody(ByteBuf out) {
        out.writeLong(first).writeBytes(digests.array());
    }

    static Held read(WireReader in) throws WireException {
        long first = in.u64();
        int length = in.remaining();
        if (length == 0 || length % Bytes32.LENGTH != 0 || length > MAX_CHUNKS * Bytes32.LENGTH) {
            throw new WireException(
                    CloseCause.PROTOCOL_ERROR,
                    length + " bytes of digests; 1 to " + MAX_CHUNKS + " of 32 bytes are allowed");
        }
        return new Held(first, Octets.of(in.bytes(length)));
    }
}
