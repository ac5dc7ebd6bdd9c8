package io.tekcos.chat.wire;

import io.netty.buffer.ByteBuf;

/**
 * A member has left the room.
 *
 * <pre>
 *  5        9
 * +--------+
 * | number |
 * | u32    |
 * +--------+
 * </pre>
 *
 * @param number the member's
 */
public record Left(int number) implements RoomFrame {

    static final int TYPE = 0xc4;

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void writeBody(ByteBuf out) {
        out.writeInt(number);
    }

    static Left read(WireReader in) throws WireException {
        return new Left((int) in.u32());
    }
}
