package io.tekcos.chat.wire;

import io.netty.buffer.ByteBuf;

/**
 * Somebody is in the room.
 *
 * <pre>
 *  5        9   10   10+n
 * +--------+---+------+
 * | number | n | name |
 * | u32    | u8| n    |
 * +--------+---+------+
 * </pre>
 *
 * @param number what {@code from} of a member's texts says, never 0 and never used for another member
 * @param name what the room calls the member
 */
public record Member(int number, String name) implements RoomFrame {

    static final int TYPE = 0xc3;

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void writeBody(ByteBuf out) {
        out.writeInt(number);
        Strings.writeName(out, name);
    }

    static Member read(WireReader in) throws WireException {
        return new Member((int) in.u32(), Strings.readName(in));
    }
}
