package io.tekcos.chat.journal;

import io.tekcos.chat.model.Durability;
import io.tekcos.chat.model.JournalException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * An append-only file of checked records, open in one place only.
 *
 * <pre>
 *  0        4         6      8
 * +--------+---------+------+-------------------- - -
 * | TKCJ   | version | kind | records, one after the
 * |        | u16     | u16  | other up to the end
 * +--------+---------+------+-------------------- - -
 * </pre>
 *
 * After a write that failed the log is cut back to its last whole record, so that it can go on when there is room again. If
 * that fails too, or forcing to the disk did, nobody knows what the disk holds, and everything is refused from then on. Not
 * safe for use by several threads.
 */
public final class RecordLog implements Closeable {

    private final Disk disk;
    private final Path path;
    private final LogHeader header;
    private final boolean sync;
    private final long rewriteAbove;
    private final Closeable lock;
    private final RecordBuffer buffer = new RecordBuffer();
    private @Nullable DiskFile file; // null: closed, or nothing can be done with it any more
    private long size;
    private long rewriteAt;
    private long tornBytes;

    /** Writes all records that still count. */
    @FunctionalInterface
    interface Contents {
        void writeTo(RecordSink sink) throws IOException;
    }

    private RecordLog(Disk disk, Path path, int kind, Durability durability, long rewriteAbove, Closeable lock) {
        this.disk = disk;
        this.path = path;
        this.header = new LogHeader(path, kind);
        this.sync = durability == Durability.SYNC;
        this.rewriteAbove = rewriteAbove;
        this.rewriteAt = rewriteAbove;
        this.lock = lock;
    }

    /**
     * Opens a log, makes it if it is missing, and reads it.
     *
     * @param kind what its records are about; that of another kind is refused
     * @param rewriteAbove the size from which on {@link #rewriteIfLarge} does something
     * @throws JournalException for every reason there is; the file is then as it was
     */
    public static RecordLog open(
            Disk disk, Path path, int kind, Durability durability, long rewriteAbove, RecordConsumer records) {
        Closeable lock = null;
        RecordLog log = null;
        try {
            disk.makeDirectory(directoryOf(path));
            lock = disk.lock(sibling(path, ".lock"));
            if (lock == null) {
                throw JournalFaults.inUse(path);
            }
            log = new RecordLog(disk, path, kind, durability, rewriteAbove, lock);
            log.load(records);
            return log;
        } catch (IOException failed) {
            closeQuietly(log, lock);
            throw JournalFaults.storage(path, failed);
        } catch (RuntimeException refused) {
            closeQuietly(log, lock);
            throw refused;
        }
    }

    /** How many bytes of a last record, torn by a crash, were cut off at the opening. */
    long tornBytes() {
        return tornBytes;
    }

    /** Hands over all records again. */
    void read(RecordConsumer records) throws IOException {
        RecordScan scan = new RecordScan(writable(), size, LogHeader.BYTES);
        scan.run(records);
        if (scan.place() != size) {
            throw JournalFaults.corrupt(path, scan.place(), scan.records());
        }
    }

    /** Adds a record that a promise hangs on: it is as durable as was asked for when this returns. */
    public void append(int type, byte[] body, int offset, int length) {
        append(type, body, offset, length, sync);
    }

    /** Adds a record that nothing is lost without; it is never forced to the disk. */
    void note(int type, byte[] body) {
        append(type, body, 0, body.length, false);
    }

    /** Forgets all records. */
    void clear() {
        DiskFile open = writable();
        try {
            open.truncate(LogHeader.BYTES);
            size = LogHeader.BYTES;
            rewriteAt = rewriteAbove;
        } catch (IOException failed) {
            throw JournalFaults.storage(path, failed);
        }
        force(open);
    }

    /** Puts these records in the place of all others; a crash leaves the ones or the others. */
    void replace(Contents contents) {
        writable();
        Path next = sibling(path, ".new");
        try {
            writeNew(next, contents);
            moveHere(next);
        } catch (IOException failed) {
            throw JournalFaults.storage(path, failed);
        }
        rewriteAt = Math.max(rewriteAbove, 2 * size);
    }

    /**
     * Replaces the contents if the log has become large, and twice as large as it was made. A failure is not reported: either
     * nothing has changed, and the next attempt is made when the log has grown much, or everything is refused from now on.
     *
     * @return whether they were replaced
     */
    boolean rewriteIfLarge(Contents contents) {
        if (size <= rewriteAt) {
            return false;
        }
        try {
            replace(contents);
            return true;
        } catch (JournalException later) {
            rewriteAt = 2 * size;
            return false;
        }
    }

    @Override
    public void close() {
        try (lock) {
            closeFile();
        } catch (IOException failed) {
            throw JournalFaults.storage(path, failed);
        }
    }

    private void load(RecordConsumer records) throws IOException {
        disk.delete(sibling(path, ".new")); // left by a crash before it counted
        DiskFile open = disk.open(path);
        file = open;
        long found = open.size();
        if (header.isIn(open, found)) {
            size = readAll(open, found, records);
            tornBytes = found - size;
            if (tornBytes > 0) {
                open.truncate(size);
            }
        } else {
            open.truncate(0);
            open.write(0, header.bytes(), LogHeader.BYTES);
            size = LogHeader.BYTES;
            tornBytes = found;
        }
        if (sync) {
            open.force(); // also what was written before without being forced
            disk.forceDirectory(directoryOf(path));
        }
    }

    private long readAll(DiskFile open, long found, RecordConsumer records) throws IOException {
        RecordScan scan = new RecordScan(open, found, LogHeader.BYTES);
        scan.run(records);
        if (!scan.isTorn()) {
            throw JournalFaults.corrupt(path, scan.place(), scan.records());
        }
        return scan.place();
    }

    private void append(int type, byte[] body, int offset, int length, boolean forced) {
        DiskFile open = writable();
        buffer.clear();
        buffer.add(size, type, body, offset, length);
        try {
            open.write(size, buffer.bytes(), buffer.length());
        } catch (IOException failed) {
            takeBack(open);
            throw JournalFaults.storage(path, failed);
        }
        if (forced) {
            force(open);
        }
        size += buffer.length();
    }

    /** What was half written, or not forced, must not be found at the next opening, for it is reported as not kept. */
    private void takeBack(DiskFile open) {
        try {
            open.truncate(size);
        } catch (IOException unknownEnd) {
            giveUp();
        }
    }

    private void force(DiskFile open) {
        try {
            if (sync) {
                open.force();
            }
        } catch (IOException failed) {
            takeBack(open);
            giveUp(); // the system reports the loss of what it could not write once only
            throw JournalFaults.storage(path, failed);
        }
    }

    private void writeNew(Path next, Contents contents) throws IOException {
        try (DiskFile out = disk.open(next)) {
            out.truncate(0);
            out.write(0, header.bytes(), LogHeader.BYTES);
            RecordSink sink = new RecordSink(out, LogHeader.BYTES);
            contents.writeTo(sink);
            sink.flush();
            out.force();
        } catch (IOException | JournalException failed) {
            deleteQuietly(next);
            throw failed;
        }
    }

    /** Windows moves nothing that is open, so both are closed. */
    private void moveHere(Path next) throws IOException {
        closeFile();
        try {
            disk.move(next, path);
        } catch (IOException failed) {
            deleteQuietly(next);
            file = disk.open(path);
            throw failed;
        }
        // Before anything is appended: after a failure of the machine the old file could be there again.
        disk.forceDirectory(directoryOf(path));
        DiskFile open = disk.open(path);
        size = open.size();
        file = open;
    }

    private DiskFile writable() {
        if (file == null) {
            throw JournalFaults.closed(path);
        }
        return file;
    }

    private void giveUp() {
        try {
            closeFile();
        } catch (IOException alreadyReported) {
            // as the reason why it is given up
        }
    }

    private void closeFile() throws IOException {
        DiskFile open = file;
        file = null;
        if (open != null) {
            open.close();
        }
    }

    private void deleteQuietly(Path next) {
        try {
            disk.delete(next);
        } catch (IOException atTheNextOpening) {
            // is when it is deleted
        }
    }

    private static void closeQuietly(@Nullable RecordLog log, @Nullable Closeable lock) {
        try (lock) {
            if (log != null) {
                log.closeFile();
            }
        } catch (IOException alreadyRefused) {
            // for a reason that says more
        }
    }

    private static Path directoryOf(Path path) {
        Path directory = path.toAbsolutePath().getParent();
        if (directory == null) {
            throw new IllegalArgumentException(path + " names no file");
        }
        return directory;
    }

    private static Path sibling(Path path, String suffix) {
        return path.resolveSibling(path.getFileName() + suffix);
    }
}
