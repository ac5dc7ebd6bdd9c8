package io.tekcos.chat.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tekcos.chat.model.CloseCause;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;

/** A cursor over the bytes of one frame or datagram. It is reused; what it returns shares nothing with the array. */
final class WireReader {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final char REPLACEMENT = '\uFFFD';

    private byte[] bytes = {};
    private int position;
    private int end;

    WireReader wrap(byte[] array, int offset, int length) {
        bytes = array;
        position = offset;
        end = offset + length;
        return this;
    }

    int remaining() {
        return end - position;
    }

    int u8() throws WireException {
        return bytes[take(1)] & 0xff;
    }

    int u16() throws WireException {
        return (short) SHORT.get(bytes, take(2)) & 0xffff;
    }

    long u32() throws WireException {
        return (int) INT.get(bytes, take(4)) & 0xffff_ffffL;
    }

    long u64() throws WireException {
        return (long) LONG.get(bytes, take(8));
    }

    byte[] bytes(int length) throws WireException {
        int start = take(length);
        return Arrays.copyOfRange(bytes, start, position);
    }

    Bytes32 bytes32() throws WireException {
        return Bytes32.of(bytes(Bytes32.LENGTH));
    }

    /** Reads bytes that must be exactly these. */
    boolean matches(byte[] expected) throws WireException {
        int start = take(expected.length);
        return Arrays.equals(bytes, start, position, expected, 0, expected.length);
    }

    void skip(int count) throws WireException {
        take(count);
    }

    /** Nothing may be left of a frame of this type. */
    void requireEnd(int type) throws WireException {
        if (remaining() > 0) {
            throw new WireException(
                    CloseCause.PROTOCOL_ERROR,
                    String.format("%d bytes too many in a frame of type 0x%02x", remaining(), type));
        }
    }

    /** Reads so many bytes of strict UTF-8. */
    String utf8(int length) throws WireException {
        int start = take(length);
        String text = new String(bytes, start, length, UTF_8);
        // The decoder above is the fast one and puts U+FFFD for what is malformed; where one stands, the strict one
        // decides.
        if (text.indexOf(REPLACEMENT) >= 0) {
            requireWellFormed(start, length);
        }
        return text;
    }

    private void requireWellFormed(int start, int length) throws WireException {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, start, length));
        } catch (CharacterCodingException malformed) {
            throw new WireException(CloseCause.INVALID_TEXT, "a text is not valid UTF-8");
        }
    }

    private int take(int count) throws WireException {
        if (count > end - position) {
            throw new WireException(
                    CloseCause.PROTOCOL_ERROR, "cut short: " + count + " bytes needed, " + remaining() + " there");
        }
        int start = position;
        position += count;
        return start;
    }
}
