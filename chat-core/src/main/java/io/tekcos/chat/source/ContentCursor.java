package io.tekcos.chat.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tekcos.chat.wire.ManifestEntry;
import java.nio.ByteBuffer;

/** Stands on a file of the manifest that is not empty. Forward it goes entry by entry; elsewhere the index helps. */
final class ContentCursor {

    /** The bytes of an entry before its path. */
    private static final int HEAD_BYTES = ManifestEntry.LEAST_BYTES - 1;

    private static final int BUFFER_BYTES = 64 * 1024;

    private final Spool spool;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).limit(0);

    /** Where in the manifest the bytes after the buffer's are. */
    private long afterBuffer;

    private String path = "";
    private long start;
    private long size;
    private long modified;

    ContentCursor(Spool spool) {
        this.spool = spool;
    }

    /** Goes to the file that this byte of the content lies in; there must be one. */
    void seek(long content) {
        long known = spool.index().contentBefore(content);
        if (size == 0 || content < start || known > start) {
            jump(known, spool.index().entryBefore(content));
        }
        while (content - start >= size) {
            next();
        }
    }

    /** Goes to the next file that is not empty; there must be one. */
    void next() {
        start += size;
        do {
            readEntry();
        } while (size == 0);
    }

    /** As it stands in the manifest. */
    String path() {
        return path;
    }

    /** Where in the content the file begins. */
    long start() {
        return start;
    }

    long size() {
        return size;
    }

    /** In ns since 1970. */
    long modified() {
        return modified;
    }

    private void jump(long content, long entry) {
        start = content;
        size = 0;
        afterBuffer = entry;
        buffer.limit(0);
        next();
    }

    private void readEntry() {
        require(HEAD_BYTES);
        buffer.getShort(); // a folder's size is 0, and the executable bit is the receiver's
        modified = buffer.getLong();
        size = buffer.getLong();
        byte[] bytes = new byte[buffer.getShort()];
        require(bytes.length);
        buffer.get(bytes);
        path = size == 0 ? "" : new String(bytes, UTF_8);
    }

    private void require(int count) {
        if (buffer.remaining() < count) {
            buffer.compact();
            int before = buffer.position();
            spool.read(afterBuffer, buffer);
            afterBuffer += buffer.position() - before;
            buffer.flip();
        }
    }
}
