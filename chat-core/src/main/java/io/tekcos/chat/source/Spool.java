package io.tekcos.chat.source;

import io.tekcos.chat.wire.Bytes32;
import io.tekcos.chat.wire.ManifestEntry;
import io.tekcos.chat.wire.Offer;
import io.tekcos.chat.wire.Sha256;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

/**
 * The manifest, in a temporary file that only its owner can read and that is deleted with the last handle on it, be it by a
 * kill. First all entries are added, then it is ended, then it is read.
 */
final class Spool implements Closeable {

    private static final int BUFFER_BYTES = 64 * 1024;

    private final FileChannel channel;
    private final SparseIndex index = new SparseIndex();
    private final MessageDigest sha256 = Sha256.begin();
    private ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    private Bytes32 digest = Bytes32.of(new byte[Bytes32.LENGTH]);
    private long length;
    private long entries;
    private long content;

    private Spool(FileChannel channel) {
        this.channel = channel;
    }

    static Spool create() {
        try {
            Path file = Files.createTempFile("chat-manifest-", ".tmp");
            return new Spool(FileChannel.open(
                    file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE));
        } catch (IOException failed) {
            throw Faults.spool(failed);
        }
    }

    void add(ManifestEntry entry) {
        byte[] bytes = entry.toBytes();
        if (length + bytes.length > Offer.MAX_MANIFEST_BYTES) {
            throw Faults.tooLarge("So many files have a list of more than " + Offer.MAX_MANIFEST_BYTES + " bytes");
        }
        if (entry.size() > Long.MAX_VALUE - content) {
            throw Faults.tooLarge("The files have more than 2^63 bytes together");
        }
        write(bytes);
        if (entry.size() > 0) {
            index.add(content, length);
        }
        length += bytes.length;
        content += entry.size();
        entries++;
    }

    /** All is added. */
    void end() {
        flush();
        digest = Bytes32.of(sha256.digest());
        buffer = ByteBuffer.allocate(0);
    }

    /** Reads on from a place until the buffer is full or the manifest at its end. */
    void read(long from, ByteBuffer into) {
        try {
            long at = from;
            while (into.hasRemaining() && at < length) {
                int count = channel.read(into, at);
                if (count < 0) {
                    throw new IOException("it was cut short");
                }
                at += count;
            }
        } catch (IOException failed) {
            throw Faults.spool(failed);
        }
    }

    SparseIndex index() {
        return index;
    }

    Bytes32 digest() {
        return digest;
    }

    /** How many bytes the manifest has. */
    long length() {
        return length;
    }

    long entries() {
        return entries;
    }

    /** How many bytes the files have. */
    long content() {
        return content;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failed) {
            throw Faults.spool(failed);
        }
    }

    private void write(byte[] bytes) {
        if (buffer.remaining() < bytes.length) {
            flush();
        }
        buffer.put(bytes);
    }

    private void flush() {
        buffer.flip();
        sha256.update(buffer.duplicate());
        try {
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        } catch (IOException failed) {
            throw Faults.spool(failed);
        }
        buffer.clear();
    }
}
