package io.tekcos.chat.source;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tekcos.chat.file.SenderKey;
import io.tekcos.chat.model.TransferException;
import io.tekcos.chat.model.TransferFault;
import io.tekcos.chat.model.TransferId;
import io.tekcos.chat.wire.Bytes32;
import io.tekcos.chat.wire.Chunk;
import io.tekcos.chat.wire.Content;
import io.tekcos.chat.wire.Sha256;
import java.io.Closeable;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is sent: the files and folders that were named, as they were when they were scanned. All blocks, and is for one thread at
 * a time; an interrupt of it ends the source. What fails is a {@link TransferException}. One file is open at a time.
 *
 * <p>A change is noticed by a file's size and time of modification, so not the one that leaves both alone, and not that of a file
 * that was empty: it is sent as empty.
 */
public final class Source implements Closeable {

    private final Roots roots;
    private final Spool spool;
    private final long leftOut;
    private final Content content;
    private final ContentCursor cursor;
    private final MessageDigest sha256 = Sha256.begin();
    private @Nullable OpenFile open;
    private long openStart;

    private Source(Roots roots, Spool spool) {
        this.roots = roots;
        this.spool = spool;
        leftOut = Scan.run(roots, spool);
        content = new Content(spool.content());
        cursor = new ContentCursor(spool);
    }

    /** Lists files and folders. Nothing of the files is read yet; what cannot be is said at once. */
    public static Source scan(List<Path> roots) {
        Roots named = new Roots(roots);
        Spool spool = Spool.create();
        try {
            return new Source(named, spool);
        } catch (RuntimeException failed) {
            spool.close();
            throw failed;
        }
    }

    /** Of the first file or folder that was named; at most 255 bytes of UTF-8. */
    public String name() {
        return roots.name();
    }

    /** How many files and folders. */
    public long entries() {
        return spool.entries();
    }

    /** How large the files are together. */
    public long bytes() {
        return content.bytes();
    }

    /** How many links out of their tree, to folders or to nothing, and special files, are not sent. */
    public long leftOut() {
        return leftOut;
    }

    public long manifestBytes() {
        return spool.length();
    }

    public Bytes32 manifestDigest() {
        return spool.digest();
    }

    /** The transfer's name: the same for the same key as long as nothing that was named, or lies in it, has changed. */
    public TransferId id(SenderKey key) {
        MessageDigest digest = Sha256.begin();
        digest.update(key.toByteArray());
        digest.update("transfer".getBytes(US_ASCII));
        digest.update(spool.digest().toByteArray());
        roots.digest(digest);
        ByteBuffer bytes = ByteBuffer.wrap(digest.digest());
        return new TransferId(bytes.getLong(), bytes.getLong());
    }

    /** Reads a part of the manifest; returns how many bytes, fewer than there is room for only at the manifest's end. */
    public int readManifest(long offset, byte[] into) {
        ByteBuffer buffer = ByteBuffer.wrap(into);
        spool.read(offset, buffer);
        return buffer.position();
    }

    /**
     * Reads a chunk into a buffer, from 0 on, and checks before and after that its files are what the manifest says.
     *
     * @throws TransferException {@link TransferFault#SOURCE_CHANGED} or {@link TransferFault#SOURCE_UNREADABLE}, and which
     *     file
     */
    public SourceChunk read(long number, ByteBuffer into) {
        Objects.checkIndex(number, content.chunks());
        int length = content.lengthOf(number);
        long from = number * Chunk.MAX_BYTES;
        cursor.seek(from);
        int at = 0;
        while (at < length) {
            if (from + at - cursor.start() == cursor.size()) {
                cursor.next();
            }
            at += readFile(from + at - cursor.start(), into.slice(at, length - at));
        }
        sha256.update(into.slice(0, length));
        return new SourceChunk(length, Bytes32.of(sha256.digest()));
    }

    /** Forgets the manifest. */
    @Override
    public void close() {
        try {
            closeFile();
        } finally {
            spool.close();
        }
    }

    /** Reads what the chunk has of the file the cursor stands on; returns how much that is. */
    private int readFile(long position, ByteBuffer into) {
        int length = (int) Math.min(into.remaining(), cursor.size() - position);
        OpenFile file = openFile();
        file.read(position, into.limit(length));
        file.requireUnchanged();
        if (position + length == cursor.size()) {
            closeFile();
        }
        return length;
    }

    private OpenFile openFile() {
        OpenFile known = open;
        if (known != null && openStart == cursor.start()) {
            known.requireUnchanged();
            return known;
        }
        closeFile();
        OpenFile file = OpenFile.open(roots.find(cursor.path()), cursor.size(), cursor.modified());
        open = file;
        openStart = cursor.start();
        return file;
    }

    private void closeFile() {
        OpenFile file = open;
        open = null;
        if (file != null) {
            file.close();
        }
    }
}
