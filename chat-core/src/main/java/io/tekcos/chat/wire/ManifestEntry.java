package io.tekcos.chat.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.tekcos.chat.model.CloseCause;

/**
 * A file or folder of a manifest, which is nothing but entries one after the other.
 *
 * <pre>
 *  0      1       2          10     18  20     20+n
 * +------+-------+----------+------+---+------+
 * | kind | flags | modified | size | n | path |
 * | u8   | u8    | i64      | u64  |u16| n    |
 * +------+-------+----------+------+---+------+
 * </pre>
 *
 * Whether the path is one that may be written to is for the receiver to say; here it is any string of UTF-8.
 *
 * @param kind 1 for a file, 2 for a folder
 * @param executable whether its owner may run it; a folder is never said to be; bit 0 of the flags, whose others are 0
 * @param modified when it was changed, in nanoseconds since 1970
 * @param size 0 to 2^63-1 bytes; 0 for a folder
 * @param path the names from the transfer's root on, joined by '/'; 1 to {@value #MAX_PATH_BYTES} bytes of UTF-8
 */
public record ManifestEntry(Kind kind, boolean executable, long modified, long size, String path) {

    public static final int MAX_PATH_BYTES = 4096;

    /** The bytes before the path. */
    static final int HEAD_BYTES = 20;

    /** The bytes of the shortest entry. */
    public static final int LEAST_BYTES = HEAD_BYTES + 1;

    /** The bytes of the longest entry. */
    public static final int MOST_BYTES = HEAD_BYTES + MAX_PATH_BYTES;

    private static final int EXECUTABLE = 1;

    /** What an entry is. */
    public enum Kind {
        FILE(1),
        FOLDER(2);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        private static Kind ofCode(int code) throws WireException {
            return switch (code) {
                case 1 -> FILE;
                case 2 -> FOLDER;
                default -> throw broken("an entry of unknown kind " + code);
            };
        }
    }

    /** Writes it. */
    public void write(ByteBuf out) {
        out.writeByte(kind.code).writeByte(executable ? EXECUTABLE : 0);
        out.writeLong(modified).writeLong(size);
        Strings.writeLong(out, path);
    }

    /** All of it in an array of its own. */
    public byte[] toBytes() {
        ByteBuf out = Unpooled.buffer();
        write(out);
        return ByteBufUtil.getBytes(out);
    }

    /** How long the entry is whose first 20 bytes these are. */
    static int lengthOf(byte[] head, WireReader in) throws WireException {
        return HEAD_BYTES + in.wrap(head, HEAD_BYTES - Short.BYTES, Short.BYTES).u16();
    }

    static ManifestEntry read(WireReader in) throws WireException {
        Kind kind = Kind.ofCode(in.u8());
        int flags = in.u8();
        if (flags != 0 && (flags != EXECUTABLE || kind == Kind.FOLDER)) {
            throw broken("an entry with flags " + flags);
        }
        long modified = in.u64();
        long size = in.u64();
        if (size < 0 || (size > 0 && kind == Kind.FOLDER)) {
            throw broken("an entry of size " + Long.toUnsignedString(size));
        }
        return new ManifestEntry(kind, flags != 0, modified, size, Strings.readLong(in, MAX_PATH_BYTES));
    }

    private static WireException broken(String how) {
        return new WireException(CloseCause.PROTOCOL_ERROR, how + " in a manifest");
    }
}
