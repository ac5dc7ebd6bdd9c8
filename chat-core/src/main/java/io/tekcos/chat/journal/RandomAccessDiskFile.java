package io.tekcos.chat.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/**
 * A real file. It is no {@link java.nio.channels.FileChannel}, for an interrupt of a thread that sends would close that under
 * all others.
 */
final class RandomAccessDiskFile implements DiskFile {

    private static final long UNKNOWN = -1;

    private final RandomAccessFile file;
    private long pointer;

    RandomAccessDiskFile(Path path) throws IOException {
        file = new RandomAccessFile(path.toFile(), "rw");
    }

    @Override
    public long size() throws IOException {
        return file.length();
    }

    @Override
    public void read(long position, byte[] into, int offset, int length) throws IOException {
        seek(position);
        file.readFully(into, offset, length);
        pointer = position + length;
    }

    @Override
    public void write(long position, byte[] bytes, int length) throws IOException {
        seek(position);
        file.write(bytes, 0, length);
        pointer = position + length;
    }

    @Override
    public void truncate(long size) throws IOException {
        file.setLength(size);
        pointer = UNKNOWN;
    }

    @Override
    public void force() throws IOException {
        file.getFD().sync();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** Where the file's pointer is, is known again when the caller has succeeded. */
    private void seek(long position) throws IOException {
        if (pointer != position) {
            file.seek(position);
        }
        pointer = UNKNOWN;
    }
}
