package io.tekcos.chat.wire;

import io.netty.buffer.ByteBuf;
import io.tekcos.chat.model.CloseCause;

/**
 * The next part of the manifest.
 *
 * <pre>
 *  5
 * +-------+
 * | bytes |
 * | rest  |
 * +-------+
 * </pre>
 *
 * @param bytes 1 to {@value #MAX_BYTES}
 */
public record Manifest(Octets bytes) implements BulkFrame {

    static final int TYPE = 0x21;

    public static final int MAX_BYTES = 64 * 1024;

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void writeBody(ByteBuf out) {
        out.writeBytes(bytes.array());
    }

    static Manifest read(WireReader in) throws WireException {
        int length = in.remaining();
        if (length == 0 || length > MAX_BYTES) {
            throw new WireException(
                    CloseCause.PROTOCOL_ERROR, length + " bytes of a manifest; 1 to " + MAX_BYTES + " are allowed");
        }
        return new Manifest(Octets.of(in.bytes(length)));
    }
}
