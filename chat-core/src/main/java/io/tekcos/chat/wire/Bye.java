package io.tekcos.chat.wire;

import io.netty.buffer.ByteBuf;

/**
 * The sender sends no sequenced frame after this one.
 *
 * <pre>
 *  5      7          9+n        17+n
 * +------+---+------+----------+
 * | code | n | text | received |
 * | u16  |u16| n    | u64      |
 * +------+---+------+----------+
 * </pre>
 *
 * @param code why: {@link io.tekcos.chat.model.CloseCause}
 * @param text why, for a person
 * @param received the position up to which the sender's listener has had everything, as in {@link Received}
 */
public record Bye(int code, String text, long received) implements Frame {

    static final int TYPE = 0x11;

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void writeBody(ByteBuf out) {
        out.writeShort(code);
        Strings.writeReason(out, text);
        out.writeLong(received);
    }

    static Bye read(WireReader in) throws WireException {
        return new Bye(in.u16(), Strings.readReason(in), in.u64());
    }
}
