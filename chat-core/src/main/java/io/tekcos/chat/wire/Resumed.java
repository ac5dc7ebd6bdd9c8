package io.tekcos.chat.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

/**
 * The session goes on over this connection.
 *
 * <pre>
 *  5      13         21     29  30     30+n    62+n
 * +------+----------+------+---+------+-------+------ - -
 * | id   | received | sent | n | name | proof | extensions
 * | u64  | u64      | u64  | u8| n    | 32    |
 * +------+----------+------+---+------+-------+------ - -
 * </pre>
 *
 * @param id names the session in datagrams from now on; random, never 0
 * @param received the last position of the client's frames that has arrived; the client goes on after it
 * @param sent the last position that the server has sent before, by any connection or as a copy by UDP
 * @param name what the server calls itself
 * @param proof that the server knows the session's secret
 */
public record Resumed(long id, long received, long sent, String name, Bytes32 proof) implements Frame {

    static final int TYPE = 0x06;

    /** One without its proof, which is made of {@link #proven}. */
    public Resumed(long id, long received, long sent, String name) {
        this(id, received, sent, name, Bytes32.ZERO);
    }

    /** The same with another proof. */
    public Resumed withProof(Bytes32 newProof) {
        return new Resumed(id, received, sent, name, newProof);
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void writeBody(ByteBuf out) {
        out.writeBytes(proven());
        proof.write(out);
    }

    /** What the proof covers: the body before it. */
    public byte[] proven() {
        ByteBuf out = Unpooled.buffer();
        out.writeLong(id).writeLong(received).writeLong(sent);
        Strings.writeName(out, name);
        return ByteBufUtil.getBytes(out);
    }

    static Resumed read(WireReader in) throws WireException {
        Resumed resumed = new Resumed(in.u64(), in.u64(), in.u64(), Strings.readName(in), in.bytes32());
        Extensions.skip(in);
        return resumed;
    }
}
