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
 * @param both whether a copy of it travels by UDP: the type is 0x42 then, and else 0x41
 * @param again whether the receiver may have had it already, in a session before this one: the type is 0x43 then
 */
public record Text(long id, int from, String text, boolean both, boolean again) implements Frame {

    static final int TYPE = 0x41;
    static final int TYPE_BOTH = 0x42;
    static final int TYPE_AGAIN = 0x43;

    /** The bytes of the frame before the text. */
    public static final int OVERHEAD = HEADER_BYTES + Long.BYTES + Integer.BYTES;

    private static final int TYPE_AT = 4;
    private static final int ID_AT = 5;
    private static final int FROM_AT = 13;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    /** One that the receiver has never had. */
    public Text(long id, int from, String text, boolean both) {
        this(id, from, text, both, false);
    }

    /** The id of the text whose whole frame this is. */
    public static long idOf(byte[] frame) {
        return (long) LONG.get(frame, ID_AT);
    }

    /** Whether a whole sequenced frame is a text. */
    public static boolean isText(byte[] frame) {
        return switch (frame[TYPE_AT]) {
            case TYPE, TYPE_BOTH, TYPE_AGAIN -> true;
            default -> false;
        };
    }

    /** Whether a frame says that a copy travels by UDP. */
    public static boolean isBoth(byte[] frame) {
        return frame[TYPE_AT] == TYPE_BOTH;
    }

    /** Makes a whole frame one of a text that travels by TCP alone, which the receiver may have had already or not. */
    public static void redirect(byte[] frame, boolean again) {
        frame[TYPE_AT] = (byte) (again || frame[TYPE_AT] == TYPE_AGAIN ? TYPE_AGAIN : TYPE);
    }

    /**
     * Writes the whole frame to an array: the way of every text that is sent, and so free of garbage.
     *
     * @param textBytes the text's size, from {@link Utf8#size}; the frame takes {@link #OVERHEAD} bytes more
     */
    public static void write(byte[] out, int at, long id, int from, String text, int textBytes, boolean both) {
        INT.set(out, at, OVERHEAD - Integer.BYTES + textBytes);
        out[at + TYPE_AT] = (byte) (both ? TYPE_BOTH : TYPE);
        LONG.set(out, at + ID_AT, id);
        INT.set(out, at + FROM_AT, from);
        Utf8.write(text, textBytes, out, at + OVERHEAD);
    }

    @Override
    public int type() {
        if (again) {
            return TYPE_AGAIN;
        }
        return both ? TYPE_BOTH : TYPE;
    }

    @Override
    public void writeBody(ByteBuf out) {
        int textBytes = Utf8.size(text);
        byte[] frame = new byte[OVERHEAD + textBytes];
        write(frame, 0, id, from, text, textBytes, both);
        out.writeBytes(frame, HEADER_BYTES, frame.length - HEADER_BYTES);
    }

    static Text read(WireReader in, boolean both, boolean again) throws WireException {
        long id = in.u64();
        int from = (int) in.u32();
        if (in.remaining() > Limits.MAX_TEXT_BYTES) {
            throw new WireException(CloseCause.INVALID_TEXT, "a text of " + in.remaining() + " bytes");
        }
        return new Text(id, from, in.utf8(in.remaining()), both, again);
    }
}
