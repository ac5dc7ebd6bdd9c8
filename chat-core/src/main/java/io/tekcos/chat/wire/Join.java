package io.tekcos.chat.wire;

import io.netty.buffer.ByteBuf;
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

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void writeBody(ByteBuf out) {
        new Opening(version, session).write(out);
        secret.write(out);
        Strings.writeName(out, name);
        limits.write(out);
    }

    static Join read(WireReader in) throws WireException {
        Opening opening = Opening.read(in);
        Bytes32 secret = in.bytes32();
        String name = Strings.readName(in);
        PeerLimits limits = PeerLimits.read(in);
        Extensions.skip(in);
        return new Join(opening.version(), opening.session(), secret, name, limits);
    }
}
