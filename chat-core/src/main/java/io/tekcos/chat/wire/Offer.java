package io.tekcos.chat.wire;

import io.netty.buffer.ByteBuf;
import io.tekcos.chat.model.TransferFault;
import org.jspecify.annotations.Nullable;

/**
 * The sender offers files and folders. What it says of them is for the receiver to judge, see {@link #fault}.
 *
 * <pre>
 *  5          21       29        37      45              53         85  87     87+n
 * +----------+--------+---------+-------+---------------+----------+---+------+
 * | transfer | number | entries | bytes | manifestBytes | manifest | n | name |
 * | 16       | u64    | u64     | u64   | u64           | 32       |u16| n    |
 * +----------+--------+---------+-------+---------------+----------+---+------+
 * </pre>
 *
 * @param id names the transfer, and this offer of it
 * @param entries how many files and folders there are
 * @param bytes how large the files are together; negative stands for 2^63 and more
 * @param manifestBytes how long the manifest is
 * @param manifest its SHA-256
 * @param name the first file's or folder's, for a person; at most {@value #MAX_NAME_BYTES} bytes of UTF-8, anything may be in it
 */
public record Offer(OfferId id, long entries, long bytes, long manifestBytes, Bytes32 manifest, String name)
        implements TransferFrame {

    static final int TYPE = 0x48;

    public static final int MAX_NAME_BYTES = 255;

    /** The most bytes of content that one transfer may have: 2 PiB. */
    public static final long MAX_BYTES = 1L << 51;

    public static final long MAX_MANIFEST_BYTES = 1L << 30;

    /** What is wrong with it whoever looks at it; null if nothing is. */
    public @Nullable TransferFault fault() {
        if (bytes < 0 || bytes > MAX_BYTES || manifestBytes < 0 || manifestBytes > MAX_MANIFEST_BYTES) {
            return TransferFault.TOO_LARGE;
        }
        boolean fitsItsManifest = entries >= 1 && entries <= manifestBytes / ManifestEntry.LEAST_BYTES;
        return fitsItsManifest && !name.isEmpty() ? null : TransferFault.BROKEN_RULES;
    }

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void writeBody(ByteBuf out) {
        id.write(out);
        out.writeLong(entries).writeLong(bytes).writeLong(manifestBytes);
        manifest.write(out);
        Strings.writeLong(out, name);
    }

    static Offer read(WireReader in) throws WireException {
        return new Offer(
                OfferId.read(in), in.u64(), in.u64(), in.u64(), in.bytes32(), Strings.readLong(in, MAX_NAME_BYTES));
    }
}
