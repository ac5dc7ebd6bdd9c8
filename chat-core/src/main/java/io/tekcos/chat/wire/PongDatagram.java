package io.tekcos.chat.wire;

import io.netty.buffer.ByteBuf;

/**
 * Answers a PING, by UDP.
 *
 * <pre>
 *  17      25
 * +-------+
 * | token |
 * | u64   |
 * +-------+
 * </pre>
 *
 * @param id the session's id
 * @param number this datagram's number
 * @param token the PING's
 */
public record PongDatagram(long id, long number, long token) implements Datagram {

    static final int TYPE = 0x07;

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void writeBody(ByteBuf out) {
        out.writeLong(token);
    }
}
