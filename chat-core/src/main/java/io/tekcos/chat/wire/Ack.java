package io.tekcos.chat.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.Limits;

/**
 * The server's greeting, the first frame on every connection. Its fields up to {@code newest} are the same in all versions.
 *
 * <pre>
 *  5       8        10       12       44        46       50       54         56
 * +-------+--------+--------+--------+---------+--------+--------+----------+------ - -
 * | 'ack' | oldest | newest | nonce  | udpPort | frame  | window | datagram | extensions
 * | 3     | u16    | u16    | 32     | u16     | u32    | u32    | u16      |
 * +-------+--------+--------+--------+---------+--------+--------+----------+------ - -
 * </pre>
 *
 * @param oldest the oldest version the server speaks
 * @param newest the newest
 * @param nonce random, new for every connection
 * @param udpPort where its datagrams go; 0 if it has no UDP path
 * @param limits what it accepts
 */
public record Ack(int oldest, int newest, Bytes32 nonce, int udpPort, PeerLimits limits) implements Frame {

    static final int TYPE = 0x01;

    private static final byte[] WORD = "ack".getBytes(US_ASCII);

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void writeBody(ByteBuf out) {
        out.writeBytes(WORD).writeShort(oldest).writeShort(newest);
        nonce.write(out);
        out.writeShort(udpPort);
        limits.write(out);
    }

    static Ack read(WireReader in) throws WireException {
        if (!in.matches(WORD)) {
            throw new WireException(CloseCause.PROTOCOL_ERROR, "the greeting is not 'ack'");
        }
        int oldest = in.u16();
        int newest = in.u16();
        if (!ProtocolVersion.isAnySpoken(oldest, newest)) {
            in.skip(in.remaining()); // it may mean anything
            return new Ack(oldest, newest, Bytes32.ZERO, 0, PeerLimits.withWindow(Limits.MIN_WINDOW));
        }
        Bytes32 nonce = in.bytes32();
        int udpPort = in.u16();
        PeerLimits limits = PeerLimits.read(in);
        Extensions.skip(in);
        return new Ack(oldest, newest, nonce, udpPort, limits);
    }
}
