package io.tekcos.chat.wire;

import io.netty.buffer.ByteBuf;
import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.Limits;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A text, by TCP.
 *
 * <pre>
 *  5      13     17
 * +------+------+------ - -
 * | id   | from | text
 * | u64  | u32  | UTF-8, up to the end of the frame
 * +------+------+------ - -
 * </pre>
 *
 * @param id chosen by the sender, never used by it again
 * @param from the member of a room who wrote it; 0 is whoever sends the frame
 * @param text at most {@link Limits#MAX_TEXT_BYTES} bytes of UTF-8
 * @param both whether a copy of it travels by UDP; that is all that the type tells, 0x41 or 0x42
 */
public record Text(long id, int from, String text, boolean both) implements Frame {

    static final int TYPE = 0x41;
    static final int TYPE_BOTH = 0x42;

    /** The bytes of the frame before the text. */
    public static final int OVERHEAD = HEADER_BYTES + Long.BYTES + Integer.BYTES;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    /**
     * Writes the whole frame to an array: the way of every text that is sent, and so free of garbage.
     *
     * @param textBytes the text's size, from {@link Utf8#size}; the frame takes {@link #OVERHEAD} bytes more
     */
    public static void write(byte[] out, int at, long id, int from, String text, int textBytes, boolean both) {
        INT.set(out, at, OVERHEAD - Integer.BYTES + textBytes);
        out[at + 4] = (byte) (both ? TYPE_BOTH : TYPE);
        LONG.set(out, at + 5, id);
        INT.set(out, at + 13, from);
        Utf8.write(text, textBytes, out, at + OVERHEAD);
    }

    @Override
    public int type() {
        return both ? TYPE_BOTH : TYPE;
    }

    @Override
    public void writeBody(ByteBuf out) {
        int textBytes = Utf8.size(text);
        byte[] frame = new byte[OVERHEAD + textBytes];
        write(frame, 0, id, from, text, textBytes, both);
        out.writeBytes(frame, HEADER_BYTES, frame.length - HEADER_BYTES);
    }

    static Text read(WireReader in, boolean both) throws WireException {
        long id = in.u64();
        int from = (int) in.u32();
        if (in.remaining() > Limits.MAX_TEXT_BYTES) {
            throw new WireException(CloseCause.INVALID_TEXT, "a text of " + in.remaining() + " bytes");
        }
        return new Text(id, from, in.utf8(in.remaining()), both);
    }
}
