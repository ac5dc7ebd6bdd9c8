package io.tekcos.chat.wire;

import io.netty.buffer.ByteBuf;

/**
 * The server says no and ends the connection; it may stand where ACK is expected. It is the same in all versions; what
 * follows the text is skipped.
 *
 * <pre>
 *  5      7            11         13+n
 * +------+------------+---+------+------ - -
 * | code | retryAfter | n | text | more
 * | u16  | u32, ms    |u16| n    |
 * +------+------------+---+------+------ - -
 * </pre>
 *
 * @param code why: {@link io.tekcos.chat.model.RefusalCode}
 * @param retryAfterMillis when to try again; 0 if that makes no sense or is not known
 * @param text why, for a person
 */
public record Refused(int code, long retryAfterMillis, String text) implements Frame {

    static final int TYPE = 0x07;

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void writeBody(ByteBuf out) {
        out.writeShort(code).writeInt((int) retryAfterMillis);
        Strings.writeReason(out, text);
    }

    static Refused read(WireReader in) throws WireException {
        Refused refused = new Refused(in.u16(), in.u32(), Strings.readReason(in));
        in.skip(in.remaining());
        return refused;
    }
}
