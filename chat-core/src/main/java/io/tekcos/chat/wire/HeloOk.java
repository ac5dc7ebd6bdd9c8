package io.tekcos.chat.wire;

import io.netty.buffer.ByteBuf;

/**
 * The server hands an address its cookie; it keeps nothing of it.
 *
 * <pre>
 *  17       49
 * +--------+
 * | cookie |
 * | 32     |
 * +--------+
 * </pre>
 *
 * @param id the session's id
 * @param number this datagram's number
 * @param cookie proves that whoever returns it receives what is sent to this address
 */
public record HeloOk(long id, long number, Bytes32 cookie) implements Datagram {

    static final int TYPE = 0x02;

    /** The bytes of the whole datagram. */
    public static final int BYTES = HEADER_BYTES + Bytes32.LENGTH;

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void writeBody(ByteBuf out) {
        cookie.write(out);
    }
}
