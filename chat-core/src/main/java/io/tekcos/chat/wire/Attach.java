package io.tekcos.chat.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.model.TransferId;

/**
 * The client opens a connection for the bytes of a transfer, whichever way they go.
 *
 * <pre>
 *  5        9         11        27         43      75      107
 * +--------+---------+---------+----------+-------+-------+------ - -
 * | 'TKCS' | version | session | transfer | nonce | proof | extensions
 * | 4      | u16     | 16      | 16       | 32    | 32    |
 * +--------+---------+---------+----------+-------+-------+------ - -
 * </pre>
 *
 * @param version the session's
 * @param session whose transfer it is
 * @param transfer which transfer
 * @param nonce random, new for every ATTACH
 * @param proof that the client knows the session's secret
 */
public record Attach(int version, SessionId session, TransferId transfer, Bytes32 nonce, Bytes32 proof)
        implements Frame {

    static final int TYPE = 0x04;

    /** One without its proof, which is made of {@link #proven}. */
    public Attach(int version, SessionId session, TransferId transfer, Bytes32 nonce) {
        this(version, session, transfer, nonce, Bytes32.ZERO);
    }

    /** The same with another proof. */
    public Attach withProof(Bytes32 newProof) {
        return new Attach(version, session, transfer, nonce, newProof);
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void writeBody(ByteBuf out) {
        writeProven(out);
        proof.write(out);
    }

    /** What the proof covers: the body before it. */
    public byte[] proven() {
        ByteBuf out = Unpooled.buffer();
        writeProven(out);
        return ByteBufUtil.getBytes(out);
    }

    private void writeProven(ByteBuf out) {
        new Opening(version, session).write(out);
        TransferIds.write(out, transfer);
        nonce.write(out);
    }

    static Attach read(WireReader in) throws WireException {
        Opening opening = Opening.read(in);
        Attach attach =
                new Attach(opening.version(), opening.session(), TransferIds.read(in), in.bytes32(), in.bytes32());
        Extensions.skip(in);
        return attach;
    }
}
