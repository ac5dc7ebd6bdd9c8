package io.tekcos.chat.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.tekcos.chat.model.SessionId;

/**
 * The client goes on with a session whose connection is gone.
 *
 * <pre>
 *  5         9         11        27        31      63         71      103
 * +---------+---------+---------+---------+-------+----------+-------+------ - -
 * | 'TKCS'  | version | session | attempt | nonce | received | proof | extensions
 * | 4       | u16     | 16      | u32     | 32    | u64      | 32    |
 * +---------+---------+---------+---------+-------+----------+-------+------ - -
 * </pre>
 *
 * @param version the session's
 * @param session its name
 * @param attempt greater than that of every RESUME of this session before
 * @param nonce random, new for every RESUME
 * @param received the last position of the server's frames that has arrived; the server goes on after it
 * @param proof that the client knows the session's secret
 */
public record Resume(int version, SessionId session, long attempt, Bytes32 nonce, long received, Bytes32 proof)
        implements Frame {

    static final int TYPE = 0x03;

    /** One without its proof, which is made of {@link #proven}. */
    public Resume(int version, SessionId session, long attempt, Bytes32 nonce, long received) {
        this(version, session, attempt, nonce, received, Bytes32.ZERO);
    }

    /** The same with another proof. */
    public Resume withProof(Bytes32 newProof) {
        return new Resume(version, session, attempt, nonce, received, newProof);
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
        new Opening(version, session).write(out);
        out.writeInt((int) attempt);
        nonce.write(out);
        out.writeLong(received);
        return ByteBufUtil.getBytes(out);
    }

    static Resume read(WireReader in) throws WireException {
        Opening opening = Opening.read(in);
        Resume resume =
                new Resume(opening.version(), opening.session(), in.u32(), in.bytes32(), in.u64(), in.bytes32());
        Extensions.skip(in);
        return resume;
    }
}
