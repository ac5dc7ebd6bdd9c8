package io.tekcos.chat.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.RefusalCode;
import java.util.Arrays;

/** Short strings with a length before them. */
final class Strings {

    private static final int MAX_REASON_CHARS = 100;
    private static final int MAX_REASON_BYTES = 1024;
    private static final String ELLIPSIS = "\u2026";

    private Strings() {}

    /** A name: {@code length:u8}, then so many bytes of UTF-8. */
    static void writeName(ByteBuf out, String name) {
        out.writeByte(ByteBufUtil.utf8Bytes(name));
        ByteBufUtil.writeUtf8(out, name);
    }

    static String readName(WireReader in) throws WireException {
        byte[] bytes = in.bytes(in.u8());
        String name = new String(bytes, UTF_8);
        String problem = Arrays.equals(name.getBytes(UTF_8), bytes) ? Names.problem(name) : "is not valid UTF-8";
        if (problem != null) {
            throw new WireException(RefusalCode.NAME, "the name " + problem);
        }
        return name;
    }

    /** A reason for a person: {@code length:u16}, then so many bytes of UTF-8, at most 1,024; a long one is cut behind a word. */
    static void writeReason(ByteBuf out, String reason) {
        byte[] bytes = cut(reason).getBytes(UTF_8);
        out.writeShort(bytes.length).writeBytes(bytes);
    }

    static String readReason(WireReader in) throws WireException {
        int length = in.u16();
        if (length > MAX_REASON_BYTES) {
            throw new WireException(CloseCause.PROTOCOL_ERROR, "a reason of " + length + " bytes");
        }
        return in.utf8(length);
    }

    /** A string that may be anything: {@code length:u16}, then so many bytes of UTF-8. */
    static void writeLong(ByteBuf out, String text) {
        out.writeShort(ByteBufUtil.utf8Bytes(text));
        ByteBufUtil.writeUtf8(out, text);
    }

    static String readLong(WireReader in, int maxBytes) throws WireException {
        int length = in.u16();
        if (length > maxBytes) {
            throw new WireException(
                    CloseCause.PROTOCOL_ERROR,
                    "a string of " + length + " bytes; at most " + maxBytes + " are allowed");
        }
        return in.utf8(length);
    }

    private static String cut(String reason) {
        if (reason.length() <= MAX_REASON_CHARS) {
            return reason;
        }
        int most = MAX_REASON_CHARS - ELLIPSIS.length();
        int end = reason.lastIndexOf(' ', most);
        if (end < most / 2) { // no language with spaces, or no words
            end = Character.isHighSurrogate(reason.charAt(most - 1)) ? most - 1 : most;
        }
        return reason.substring(0, end) + ELLIPSIS;
    }
}
