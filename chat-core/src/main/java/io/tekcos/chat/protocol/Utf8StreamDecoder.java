package io.tekcos.chat.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.util.Arrays;

/**
 * Decodes a stream of UTF-8 that has no other structure, read by read: of a character that a read has cut, the beginning is
 * kept for the next. What is not UTF-8 becomes U+FFFD.
 */
public final class Utf8StreamDecoder {

    private static final byte[] NOTHING = {};

    private final CharsetDecoder decoder = UTF_8.newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private byte[] kept = NOTHING;

    /** The whole characters up to the end of this read; perhaps none. */
    public String decode(byte[] read) {
        ByteBuffer in = ByteBuffer.wrap(join(kept, read));
        CharBuffer out = CharBuffer.allocate(in.remaining()); // no character has fewer bytes than chars
        decoder.decode(in, out, false);
        kept = in.hasRemaining() ? Arrays.copyOfRange(in.array(), in.position(), in.limit()) : NOTHING;
        return out.flip().toString();
    }

    /** What is left when the stream has ended: U+FFFD for a character of which the end never came, or nothing. */
    public String end() {
        String rest = new String(kept, UTF_8);
        kept = NOTHING;
        return rest;
    }

    private static byte[] join(byte[] first, byte[] second) {
        if (first.length == 0) {
            return second;
        }
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
