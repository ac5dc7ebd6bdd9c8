package io.tekcos.chat.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.tekcos.chat.model.RefusalCode;
import io.tekcos.chat.model.SessionId;

/**
 * What the first frame of a client begins with.
 *
 * <pre>
 *  5        9         11        27
 * +--------+---------+---------+- - -
 * | 'TKCS' | version | session |
 * | 4      | u16     | 16      |
 * +--------+---------+---------+- - -
 * </pre>
 */
record Opening(int version, SessionId session) {

    private static final byte[] MAGIC = "TKCS".getBytes(US_ASCII);

    void write(ByteBuf out) {
        out.writeBytes(MAGIC).writeShort(version).writeLong(session.high()).writeLong(session.low());
    }

    static Opening read(WireReader in) throws WireException {
        if (!in.matches(MAGIC)) {
            throw new WireException(RefusalCode.MAGIC, "the frame does not begin with 'TKCS'");
        }
        int version = in.u16();
        if (!ProtocolVersion.isSpoken(version)) { // before anything a version from the future may have changed
            throw new WireException(RefusalCode.VERSION, "version " + version + " is not spoken here");
        }
        return new Opening(version, new SessionId(in.u64(), in.u64()));
    }
}
