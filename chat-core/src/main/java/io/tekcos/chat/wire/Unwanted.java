package io.tekcos.chat.wire;

import io.netty.buffer.ByteBuf;

/**
 * The receiver does not want some chunks, one after the other: all in them belongs to files that it skips.
 *
 * <pre>
 *  5       13      21
 * +-------+-------+
 * | first | count |
 * | u64   | u64   |
 * +-------+-------+
 * </pre>
 *
 * @param first the number of the first of them
 * @param count how many
 */
public record Unwanted(long first, long count) implements BulkFrame {

    static final int TYPE = 0x23;

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void writeBody(ByteBuf out) {
        out.writeLong(first).writeLong(count);
    }

    static Unwanted read(WireReader in) throws WireException {
        return new Unwanted(in.u64(), in.u64());
    }
}
