package io.tekcos.chat.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.RefusalCode;

/** Short strings with a length before them. */
final class Strings {

    private static final int MAX_REASON_CHARS = 100;
    private static final int MAX_REASON_BYTES = 1024;

    private Strings() {}

    /** A name: {@code length:u8}, then so many bytes of UTF-8. */
    static void writeName(ByteBuf out, String name) {
        out.writeByte(ByteBufUtil.utf8Bytes(name));
        ByteBufUtil.writeUtf8(out, name);
    }

    static String readName(WireReader in) throws WireException {
        String name = in.utf8(in.u8());
        String problem = Names.problem(name);
        if (problem != null) {
            throw new WireException(RefusalCode.NAME, "the name " + problem);
        }
        return name;
    }

    /** A reason for a person: {@code length:u16}, then so many bytes of UTF-8, at most 1,024. */
    static void writeReason(ByteBuf out, String reason) {
        String cut = reason.length() <= MAX_REASON_CHARS ? reason : reason.substring(0, MAX_REASON_CHARS);
        out.writeShort(ByteBufUtil.utf8Bytes(cut));
        ByteBufUtil.writeUtf8(out, cut);
    }

    static String readReason(WireReader in) throws WireException {
        int length = in.u16();
        if (length > MAX_REASON_BYTES) {
            throw new WireException(CloseCause.PROTOCOL_ERROR, "a reason of " + length + " bytes");
        }
        return in.utf8(length);
    }
}
