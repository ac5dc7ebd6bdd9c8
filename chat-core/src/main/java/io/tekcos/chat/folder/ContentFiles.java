package io.tekcos.chat.folder;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.tekcos.chat.wire.Chunk;
import io.tekcos.chat.wire.Content;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The content, one stream of bytes, as the files that it is cut into; the last of them stays open. */
final class ContentFiles implements Closeable {

    private static final Set<OpenOption> OPTIONS = Set.of(READ, WRITE, CREATE);

    private final ManifestFile manifest;
    private final Plan plan;
    private final OpenPath path;
    private final Forcer forcer = new Forcer();
    private final BitSet settled = new BitSet();
    private @Nullable FileChannel open;
    private int openNumber;

    /** Does something with a part of a file: bytes that stand somewhere in it. */
    @FunctionalInterface
    private interface Deed {
        void run(PlacedEntry file, ByteBuffer bytes, long position) throws IOException;
    }

    ContentFiles(ManifestFile manifest, Plan plan, OpenPath path) {
        this.manifest = manifest;
        this.plan = plan;
        this.path = path;
    }

    /** Returns whether all of them were written, and none belongs to a file that is skipped. */
    boolean write(long content, ByteBuffer bytes) throws IOException {
        return each(content, bytes, this::writePart);
    }

    /** What cannot be read, for a file is missing or too short, is zero. */
    void read(long content, ByteBuffer into) throws IOException {
        each(content, into, this::readPart);
    }

    /** The files that hold bytes of these chunks survive a failure of the machine. */
    void force(BitSet chunks, long bytes) throws IOException {
        closeOpen();
        long forced = 0;
        for (int chunk = chunks.nextSetBit(0); chunk >= 0; chunk = chunks.nextSetBit(chunk + 1)) {
            long start = (long) chunk * Chunk.MAX_BYTES;
            long end = start + new Content(bytes).lengthOf(chunk);
            for (long at = Math.max(start, forced); at < end; at = forced) {
                forced = force(manifest.fileAt(at));
            }
        }
        forcer.await();
    }

    /** The numbers of those that need nothing more: they were written here, have their times, and are forced to the disk. */
    BitSet settled() throws IOException {
        forcer.await();
        return settled;
    }

    @Override
    public void close() throws IOException {
        try (path;
                forcer) {
            closeOpen();
        }
    }

    /** Where it ends in the content. */
    private long force(PlacedEntry entry) throws IOException {
        if (!plan.isSkipped(entry) && !settled.get(entry.number())) {
            FileChannel channel = channel(entry);
            open = null;
            forcer.force(channel);
        }
        return entry.end();
    }

    private boolean each(long content, ByteBuffer bytes, Deed deed) throws IOException {
        boolean all = true;
        int length = bytes.remaining();
        for (int at = 0; at < length; ) {
            PlacedEntry entry = manifest.fileAt(content + at);
            long position = content + at - entry.content();
            int count = (int) Math.min(length - at, entry.entry().size() - position);
            if (plan.isSkipped(entry)) {
                all = false;
            } else {
                deed.run(entry, bytes.slice(bytes.position() + at, count), position);
            }
            at += count;
        }
        return all;
    }

    private void writePart(PlacedEntry entry, ByteBuffer bytes, long position) throws IOException {
        boolean whole = bytes.remaining() == entry.entry().size();
        ChannelDiskFile.writeFully(channel(entry), bytes, position);
        if (whole) {
            settle(entry);
        }
    }

    /** Nothing more is written to it: what else a small file takes is done while others arrive, and while it is open. */
    private void settle(PlacedEntry entry) throws IOException {
        FileChannel channel = channel(entry);
        String[] names = entry.stagedNames();
        path.above(names).setModified(Path.of(names[names.length - 1]), OpenPath.time(entry));
        open = null;
        forcer.force(channel);
        settled.set(entry.number());
    }

    private FileChannel channel(PlacedEntry entry) throws IOException {
        FileChannel channel = open;
        if (channel != null && openNumber == entry.number()) {
            return channel;
        }
        closeOpen();
        String[] names = entry.stagedNames();
        channel = path.above(names)
                .openFile(
                        Path.of(names[names.length - 1]), OPTIONS, entry.entry().executable());
        open = channel;
        openNumber = entry.number();
        return channel;
    }

    private void closeOpen() throws IOException {
        FileChannel channel = open;
        open = null;
        if (channel != null) {
            channel.close();
        }
    }

    private void readPart(PlacedEntry entry, ByteBuffer into, long position) throws IOException {
        try {
            ChannelDiskFile.readFully(channel(entry), into, position);
        } catch (EOFException tooShort) {
            while (into.hasRemaining()) {
                into.put((byte) 0);
            }
        }
    }
}
