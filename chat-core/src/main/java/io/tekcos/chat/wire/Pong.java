package io.tekcos.chat.wire;

import io.netty.buffer.ByteBuf;

/**
 * Answers a PING, by TCP.
 *
 * <pre>
 *  5       13
 * +-------+
 * | token |
 * | u64   |
 * +-------+
 * </pre>
 *
 * @param token the PING's
 */
public record Pong(long token) implements Frame {

    static final int TYPE = 0x13;

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void writeBody(ByteBuf out) {
        out.writeLong(token);
    }

    static Pong read(WireReader in) throws WireException {
        return new Pong(in.u64());
    }
}
