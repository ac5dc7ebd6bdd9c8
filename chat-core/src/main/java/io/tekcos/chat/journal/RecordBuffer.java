package io.tekcos.chat.journal;

import io.tekcos.chat.wire.Frame;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Records, as they stand in the file.
 *
 * <pre>
 *  0        4        8      9
 * +--------+--------+------+------ - -
 * | length | check  | type | body
 * | u32    | u32    | u8   | length - 1 bytes
 * +--------+--------+------+------ - -
 * </pre>
 *
 * {@code check} is the CRC-32C of length, type and body, xor the low half of the record's own place in the file. So bytes of
 * a text that look like a record, or a block that was written to the wrong place, are none.
 */
final class RecordBuffer {

    /** The bytes before the type. */
    static final int HEADER_BYTES = 8;

    /** The longest body: a whole frame. */
    static final int MAX_BODY = Integer.BYTES + Frame.MAX_LENGTH;

    /** The greatest length. */
    static final int MAX_LENGTH = 1 + MAX_BODY;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private final CRC32C crc = new CRC32C();
    private byte[] bytes = new byte[512];
    private int length;

    /** Adds a record that will begin at this place of the file. */
    void add(long place, int type, byte[] body, int offset, int bodyLength) {
        int start = length;
        int end = start + HEADER_BYTES + 1 + bodyLength;
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(end, 2 * bytes.length));
        }
        INT.set(bytes, start, 1 + bodyLength);
        bytes[start + HEADER_BYTES] = (byte) type;
        System.arraycopy(body, offset, bytes, start + HEADER_BYTES + 1, bodyLength);
        INT.set(bytes, start + 4, check(crc, place, bytes, start, 1 + bodyLength));
        length = end;
    }

    /** Holds nothing from now on. */
    void clear() {
        length = 0;
    }

    /** The records stand at its beginning, in {@link #length} bytes. */
    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    static int intAt(byte[] bytes, int at) {
        return (int) INT.get(bytes, at);
    }

    /** Whether a record of this length, all of which is in the array, is as it was written. */
    static boolean isSound(CRC32C crc, long place, byte[] bytes, int start, int length) {
        return intAt(bytes, start + 4) == check(crc, place, bytes, start, length);
    }

    private static int check(CRC32C crc, long place, byte[] bytes, int start, int length) {
        crc.reset();
        crc.update(bytes, start, Integer.BYTES);
        crc.update(bytes, start + HEADER_BYTES, length);
        return (int) (crc.getValue() ^ place);
    }
}
