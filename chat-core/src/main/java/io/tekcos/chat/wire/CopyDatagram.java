package io.tekcos.chat.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

/**
 * A copy, by UDP, of a text that travels by TCP too. Whichever comes first is delivered.
 *
 * <pre>
 *  17         25       33     37
 * +----------+--------+------+------ - -
 * | position | textId | from | text
 * | u64      | u64    | u32  | UTF-8, up to the end of the datagram
 * +----------+--------+------+------ - -
 * </pre>
 *
 * @param id the session's id
 * @param number this datagram's number
 * @param position that of the text's frame in the stream; the first of a session is 1
 * @param textId chosen by the sender, never used by it again
 * @param from the member of a room who wrote it; 0 is whoever sends the datagram
 * @param text at most {@link io.tekcos.chat.model.Limits#MAX_COPY_TEXT_BYTES} bytes of UTF-8
 */
public record CopyDatagram(long id, long number, long position, long textId, int from, String text)
        implements Datagram {

    static final int TYPE = 0x08;

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void writeBody(ByteBuf out) {
        out.writeLong(position).writeLong(textId).writeInt(from);
        ByteBufUtil.writeUtf8(out, text);
    }

    static CopyDatagram read(long id, long number, WireReader in) throws WireException {
        return new CopyDatagram(id, number, in.u64(), in.u64(), (int) in.u32(), in.utf8(in.remaining()));
    }
}
