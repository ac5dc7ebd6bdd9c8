package io.tekcos.chat.wire;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;

/**
 * What a server says of a session that has ended, at the end of its REFUSED.
 *
 * <pre>
 *  13+n           21+n     22+n    54+n
 * +--------------+--------+-------+------ - -
 * | acknowledged | exact  | proof | more
 * | u64          | u8     | 32    |
 * +--------------+--------+-------+------ - -
 * </pre>
 *
 * @param acknowledged the last position of the client's frames that the server's listener has had
 * @param exact whether it has had none after that; a server that died in between may not know of the last few
 * @param proof that the server knows the session's secret
 */
public record Epitaph(long acknowledged, boolean exact, Bytes32 proof) {

    private static final int PROVEN_BYTES = Long.BYTES + 1;
    private static final int BYTES = PROVEN_BYTES + Bytes32.LENGTH;

    /** One without its proof, which is made of {@link #proven}. */
    public Epitaph(long acknowledged, boolean exact) {
        this(acknowledged, exact, Bytes32.ZERO);
    }

    /** The same with another proof. */
    public Epitaph withProof(Bytes32 newProof) {
        return new Epitaph(acknowledged, exact, newProof);
    }

    /** What the proof covers: what stands before it. */
    public byte[] proven() {
        return ByteBuffer.allocate(PROVEN_BYTES)
                .putLong(acknowledged)
                .put((byte) (exact ? 1 : 0))
                .array();
    }

    void write(ByteBuf out) {
        out.writeBytes(proven());
        proof.write(out);
    }

    /** Whether there are bytes enough for one. */
    static boolean isIn(WireReader in) {
        return in.remaining() >= BYTES;
    }

    static Epitaph read(WireReader in) throws WireException {
        return new Epitaph(in.u64(), in.u8() != 0, in.bytes32());
    }
}
