package io.tekcos.chat.wire;

import io.netty.buffer.ByteBuf;
import io.tekcos.chat.model.CloseCause;

/**
 * One message on the UDP path.
 *
 * <pre>
 *  0      1      9        17
 * +------+------+--------+------ - -
 * | type | id   | number | body
 * | u8   | u64  | u64    |
 * +------+------+--------+------ - -
 * </pre>
 *
 * {@code id} names the session; {@code number} rises from 1 for each id and direction and is never reused. At most
 * {@link io.tekcos.chat.model.Limits#MAX_DATAGRAM_BYTES} bytes in all, of which 17 stay free for a seal to come.
 */
public sealed interface Datagram
        permits Helo, HeloOk, Bind, Bound, TextDatagram, PingDatagram, PongDatagram, CopyDatagram, UnknownDatagram {

    /** The bytes before the body. */
    int HEADER_BYTES = 17;

    int type();

    long id();

    long number();

    void writeBody(ByteBuf out);

    default void write(ByteBuf out) {
        out.writeByte(type()).writeLong(id()).writeLong(number());
        writeBody(out);
    }

    /** Reads the datagram that the array holds from its start. */
    static Datagram read(byte[] bytes, int length) throws WireException {
        WireReader in = new WireReader().wrap(bytes, 0, length);
        int type = in.u8();
        long id = in.u64();
        long number = in.u64();
        Datagram datagram = switch (type) {
            case Helo.TYPE -> Helo.read(id, number, in);
            case HeloOk.TYPE -> new HeloOk(id, number, in.bytes32());
            case Bind.TYPE -> new Bind(id, number, in.bytes32(), in.bytes32());
            case Bound.TYPE -> new Bound(id, number);
            case TextDatagram.TYPE -> TextDatagram.read(id, number, in);
            case PingDatagram.TYPE -> PingDatagram.read(id, number, in);
            case PongDatagram.TYPE -> new PongDatagram(id, number, in.u64());
            case CopyDatagram.TYPE -> CopyDatagram.read(id, number, in);
            default -> UnknownDatagram.read(type, id, number, in);
        };
        if (in.remaining() > 0) {
            throw new WireException(CloseCause.PROTOCOL_ERROR, in.remaining() + " bytes too many in a datagram");
        }
        return datagram;
    }
}
