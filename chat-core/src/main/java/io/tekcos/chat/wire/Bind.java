package io.tekcos.chat.wire;

import io.netty.buffer.ByteBuf;

/**
 * The client binds its address to the session.
 *
 * <pre>
 *  17       49      81
 * +--------+-------+
 * | cookie | proof |
 * | 32     | 32    |
 * +--------+-------+
 * </pre>
 *
 * @param id the session's id
 * @param number this datagram's number
 * @param cookie from HELO-OK
 * @param proof HMAC-SHA256 under the session's secret of "bind", id, number and cookie
 */
public record Bind(long id, long number, Bytes32 cookie, Bytes32 proof) implements Datagram {

    static final int TYPE = 0x03;

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void writeBody(ByteBuf out) {
        cookie.write(out);
        proof.write(out);
    }
}
