package io.tekcos.chat.wire;

import io.netty.buffer.ByteBuf;

/**
 * A datagram of a type this version does not know. It is dropped and counted.
 *
 * @param type its type byte
 * @param id the id it names
 * @param number the number it gives
 */
public record UnknownDatagram(int type, long id, long number) implements Datagram {

    /** Writes an empty body: the content of what was unknown is gone. */
    @Override
    public void writeBody(ByteBuf out) {}

    static UnknownDatagram read(int type, long id, long number, WireReader in) throws WireException {
        in.skip(in.remaining());
        return new UnknownDatagram(type, id, number);
    }
}
