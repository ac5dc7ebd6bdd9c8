package io.tekcos.chat.folder;

import io.tekcos.chat.journal.DiskFile;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A file behind a channel, which an interrupt of its thread closes: nobody interrupts the one that receives. */
final class ChannelDiskFile implements DiskFile {

    private final FileChannel channel;

    ChannelDiskFile(FileChannel channel) {
        this.channel = channel;
    }

    /** Writes all of it. */
    static void writeFully(FileChannel channel, ByteBuffer bytes, long position) throws IOException {
        for (long at = position; bytes.hasRemaining(); ) {
            at += channel.write(bytes, at);
        }
    }

    /** Reads all of it. */
    static void readFully(FileChannel channel, ByteBuffer into, long position) throws IOException {
        for (long at = position; into.hasRemaining(); ) {
            int count = channel.read(into, at);
            if (count < 0) {
                throw new EOFException("The file ends at " + at);
            }
            at += count;
        }
    }

    @Override
    public long size() throws IOException {
        return channel.size();
    }

    @Override
    public void read(long position, byte[] into, int offset, int length) throws IOException {
        readFully(channel, ByteBuffer.wrap(into, offset, length), position);
    }

    @Override
    public void write(long position, byte[] bytes, int length) throws IOException {
        writeFully(channel, ByteBuffer.wrap(bytes, 0, length), position);
    }

    @Override
    public void truncate(long size) throws IOException {
        channel.truncate(size);
    }

    @Override
    public void force() throws IOException {
        channel.force(true);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
