package io.tekcos.chat.wire;

import io.netty.buffer.ByteBuf;

/**
 * The server has bound the address: the path is up. It has no body.
 *
 * @param id the session's id
 * @param number this datagram's number
 */
public record Bound(long id, long number) implements Datagram {

    static final int TYPE = 0x04;

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void writeBody(ByteBuf out) {}
}
