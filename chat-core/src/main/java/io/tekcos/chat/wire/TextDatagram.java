package io.tekcos.chat.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

/**
 * A text, by UDP.
 *
 * <pre>
 *  17        25     29
 * +---------+------+------ - -
 * | textId  | from | text
 * | u64     | u32  | UTF-8, up to the end of the datagram
 * +---------+------+------ - -
 * </pre>
 *
 * @param id the session's id
 * @param number this datagram's number
 * @param textId chosen by the sender, never used by it again
 * @param from the member of a room who wrote it; 0 is whoever sends the datagram
 * @param text at most {@link io.tekcos.chat.model.Limits#MAX_DATAGRAM_TEXT_BYTES} bytes of UTF-8
 */
public record TextDatagram(long id, long number, long textId, int from, String text) implements Datagram {

    static final int TYPE = 0x05;

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void writeBody(ByteBuf out) {
        out.writeLong(textId).writeInt(from);
        ByteBufUtil.writeUtf8(out, text);
    }

    static TextDatagram read(long id, long number, WireReader in) throws WireException {
        return new TextDatagram(id, number, in.u64(), (int) in.u32(), in.utf8(in.remaining()));
    }
}
