package io.tekcos.chat.source;

import java.io.Closeable;
import java.nio.channels.FileChannel;

/**
 * Bytes of a chunk that lie in one file, for a copy by the system. The channel is open until the span is closed, even when the
 * source is closed before; others may read it at the same time, so read with a position, and never close it itself.
 */
public final class FileSpan implements Closeable {

    private final OpenFile file;
    private final long position;
    private final int length;
    private boolean closed;

    FileSpan(OpenFile file, long position, int length) {
        this.file = file.retain();
        this.position = position;
        this.length = length;
    }

    public FileChannel channel() {
        return file.channel();
    }

    /** Where in the file they begin. */
    public long position() {
        return position;
    }

    public int length() {
        return length;
    }

    /** Gives the channel back. Any thread, also more than once. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            file.release();
        }
    }
}
