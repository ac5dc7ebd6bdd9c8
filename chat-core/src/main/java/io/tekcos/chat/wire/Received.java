package io.tekcos.chat.wire;

import io.netty.buffer.ByteBuf;

/**
 * Acknowledges, cumulatively, every sequenced frame up to a position: their listener has returned.
 *
 * <pre>
 *  5          13
 * +----------+
 * | position |
 * | u64      |
 * +----------+
 * </pre>
 *
 * @param position the last frame's position; the first of a session is 1
 */
public record Received(long position) implements Frame {

    static final int TYPE = 0x10;

    /** The bytes of the whole frame. */
    public static final int BYTES = HEADER_BYTES + Long.BYTES;

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void writeBody(ByteBuf out) {
        out.writeLong(position);
    }

    static Received read(WireReader in) throws WireException {
        return new Received(in.u64());
    }
}
