package io.tekcos.chat.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.tekcos.chat.model.CloseCause;

/**
 * The client asks for a cookie. The datagram is padded with zeros to 64 bytes, so that no answer to it is longer than it.
 *
 * <pre>
 *  17       21        64
 * +--------+---------+
 * | 'HELO' | 0 ... 0 |
 * +--------+---------+
 * </pre>
 *
 * @param id the session's id, from WELCOME
 * @param number this datagram's number
 */
public record Helo(long id, long number) implements Datagram {

    static final int TYPE = 0x01;
    static final int BYTES = 64;

    private static final byte[] WORD = "HELO".getBytes(US_ASCII);
    private static final int PADDING = BYTES - HEADER_BYTES - WORD.length;

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void writeBody(ByteBuf out) {
        out.writeBytes(WORD).writeZero(PADDING);
    }

    static Helo read(long id, long number, WireReader in) throws WireException {
        if (!in.matches(WORD)) {
            throw new WireException(CloseCause.PROTOCOL_ERROR, "a HELO without its word");
        }
        in.skip(PADDING);
        return new Helo(id, number);
    }
}
