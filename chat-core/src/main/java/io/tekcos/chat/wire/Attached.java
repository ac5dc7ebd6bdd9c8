package io.tekcos.chat.wire;

import io.netty.buffer.ByteBuf;

/**
 * The connection is the transfer's; what follows on it are {@link BulkFrame}s.
 *
 * <pre>
 *  5       37
 * +-------+------ - -
 * | proof | extensions
 * | 32    |
 * +-------+------ - -
 * </pre>
 *
 * @param proof that the server knows the session's secret
 */
public record Attached(Bytes32 proof) implements Frame {

    static final int TYPE = 0x08;

    /** One without its proof, which is made of {@link #proven}. */
    public Attached() {
        this(Bytes32.ZERO);
    }

    /** The same with another proof. */
    public Attached withProof(Bytes32 newProof) {
        return new Attached(newProof);
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void writeBody(ByteBuf out) {
        proof.write(out);
    }

    /** What the proof covers beside the nonces: the body before it, which is empty. */
    public byte[] proven() {
        return new byte[0];
    }

    static Attached read(WireReader in) throws WireException {
        Attached attached = new Attached(in.bytes32());
        Extensions.skip(in);
        return attached;
    }
}
