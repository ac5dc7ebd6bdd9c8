package io.tekcos.chat.wire;

import io.netty.buffer.ByteBuf;

/**
 * Asks for a sign of life, by TCP.
 *
 * <pre>
 *  5       13
 * +-------+
 * | token |
 * | u64   |
 * +-------+
 * </pre>
 *
 * @param token comes back in the PONG; it means something to whoever asks only
 */
public record Ping(long token) implements Frame {

    static final int TYPE = 0x12;

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void writeBody(ByteBuf out) {
        out.writeLong(token);
    }

    static Ping read(WireReader in) throws WireException {
        return new Ping(in.u64());
    }
}
