package io.tekcos.chat.wire;

import io.netty.buffer.ByteBuf;
import io.tekcos.chat.model.CloseCause;

/**
 * A chunk of the content.
 *
 * <pre>
 *  5        13       45
 * +--------+--------+-------+
 * | number | digest | bytes |
 * | u64    | 32     | rest  |
 * +--------+--------+-------+
 * </pre>
 *
 * @param number which one, from 0
 * @param digest the SHA-256 of its bytes, made where they were read
 * @param bytes 1 to {@value #MAX_BYTES}; only the content's last chunk has less than that
 */
public record Chunk(long number, Bytes32 digest, Octets bytes) implements BulkFrame {

    static final int TYPE = 0x25;

    /** How many bytes of the content every chunk has but the last, which may have less. */
    public static final int MAX_BYTES = 1024 * 1024;

    /** The bytes of the body that are not the content's. */
    static final int HEAD_BYTES = Long.BYTES + Bytes32.LENGTH;

    /** Writes all of a chunk's frame but the content, of which so many bytes follow. */
    public static void writeHead(ByteBuf out, long number, Bytes32 digest, int length) {
        out.writeInt(1 + HEAD_BYTES + length).writeByte(TYPE).writeLong(number);
        digest.write(out);
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void writeBody(ByteBuf out) {
        out.writeLong(number);
        digest.write(out);
        out.writeBytes(bytes.array());
    }

    static void requireAllowed(int length) throws WireException {
        if (length < 1 || length > MAX_BYTES) {
            throw new WireException(
                    CloseCause.PROTOCOL_ERROR, "a chunk of " + length + " bytes; 1 to " + MAX_BYTES + " are allowed");
        }
    }
}
