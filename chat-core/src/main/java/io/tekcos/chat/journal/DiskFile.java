package io.tekcos.chat.journal;

import java.io.Closeable;
import java.io.IOException;

/** An open file; not safe for use by several threads. An interrupt of the thread does not disturb it. */
public interface DiskFile extends Closeable {

    long size() throws IOException;

    /** Reads exactly these bytes; fewer are an {@link java.io.EOFException}. */
    void read(long position, byte[] into, int offset, int length) throws IOException;

    /** Writes at the end, in order, so that a process that is killed leaves a prefix of it. */
    void write(long position, byte[] bytes, int length) throws IOException;

    /** Cuts off what follows. */
    void truncate(long size) throws IOException;

    /** All that was written survives a failure of the machine. */
    void force() throws IOException;
}
