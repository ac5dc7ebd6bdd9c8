package io.tekcos.chat.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.tekcos.chat.model.RefusalCode;
import io.tekcos.chat.model.SessionId;

/**
 * The client begins a session. It chooses the session's id and secret, so that both are known to it before any answer.
 *
 * <pre>
 *  5        9         11        27       59         60+n   64+n     68+n       70+n
 * +--------+---------+---------+--------+---+------+-------+--------+----------+------ - -
 * | 'TKCS' | version | session | secret | n | name | frame | window | datagram | extensions
 * | 4      | u16     | 16      | 32     | u8| n    | u32   | u32    | u16      |
 * +--------+---------+---------+--------+---+------+-------+--------+----------+------ - -
 * </pre>
 *
 * @param version one that both sides speak
 * @param session 128 random bits
 * @param secret what proves later that a datagram is this session's
 * @param name what the client calls itself
 * @param limits what it accepts
 */
public record Join(int version, SessionId session, Bytes32 secret, String name, PeerLimits limits) implements Frame {

    static final int TYPE = 0x02;

    private static final byte[] MAGIC = "TKCS".getBytes(US_ASCII);

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void writeBody(ByteBuf out) {
        out.writeBytes(MAGIC).writeShort(version).writeLong(session.high()).writeLong(session.low());
        secret.write(out);
        Strings.writeName(out, name);
        limits.write(out);
    }

    static Join read(WireReader in) throws WireException {
        if (!in.matches(MAGIC)) {
            throw new WireException(RefusalCode.MAGIC, "the frame does not begin with 'TKCS'");
        }
        int version = in.u16();
        if (!ProtocolVersion.isSpoken(version)) { // before anything a version from the future may have changed
            throw new WireException(RefusalCode.VERSION, "version " + version + " is not spoken here");
        }
        SessionId session = new SessionId(in.u64(), in.u64());
        Bytes32 secret = in.bytes32();
        String name = Strings.readName(in);
        PeerLimits limits = PeerLimits.read(in);
        Extensions.skip(in);
        return new Join(version, session, secret, name, limits);
    }
}
