package io.tekcos.chat.wire;

import io.netty.buffer.ByteBuf;

/**
 * The server takes the session in.
 *
 * <pre>
 *  5      13         14+n
 * +------+---+------+------ - -
 * | id   | n | name | extensions
 * | u64  | u8| n    |
 * +------+---+------+------ - -
 * </pre>
 *
 * @param id names the session in datagrams, as long as this connection lives; random, never 0
 * @param name what the server calls itself
 */
public record Welcome(long id, String name) implements Frame {

    static final int TYPE = 0x05;

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void writeBody(ByteBuf out) {
        out.writeLong(id);
        Strings.writeName(out, name);
    }

    static Welcome read(WireReader in) throws WireException {
        long id = in.u64();
        String name = Strings.readName(in);
        Extensions.skip(in);
        return new Welcome(id, name);
    }
}
