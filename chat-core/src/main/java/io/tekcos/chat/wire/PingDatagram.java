package io.tekcos.chat.wire;

import io.netty.buffer.ByteBuf;

/**
 * Asks for a sign of life, by UDP. It is padded with zeros to the size of HELO-OK, so that a server that sees its client at a
 * new address may answer it with one.
 *
 * <pre>
 *  17      25      49
 * +-------+---------+
 * | token | padding |
 * | u64   | 24      |
 * +-------+---------+
 * </pre>
 *
 * @param id the session's id
 * @param number this datagram's number
 * @param token comes back in the PONG; it means something to whoever asks only
 */
public record PingDatagram(long id, long number, long token) implements Datagram {

    static final int TYPE = 0x06;

    private static final int PADDING = HeloOk.BYTES - HEADER_BYTES - Long.BYTES;

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void writeBody(ByteBuf out) {
        out.writeLong(token).writeZero(PADDING);
    }

    static PingDatagram read(long id, long number, WireReader in) throws WireException {
        long token = in.u64();
        in.skip(PADDING);
        return new PingDatagram(id, number, token);
    }
}
