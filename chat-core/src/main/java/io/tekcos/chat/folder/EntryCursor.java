package io.tekcos.chat.folder;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tekcos.chat.wire.ManifestEntry;
import io.tekcos.chat.wire.ManifestReader;
import io.tekcos.chat.wire.WireException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Reads the entries of a manifest from one of them on; a few stand in memory. */
final class EntryCursor {

    private static final int PART = 16 * 1024;

    private final ManifestReader reader = new ManifestReader(Long.MAX_VALUE, Long.MAX_VALUE);
    private final Queue<ManifestEntry> read = new ArrayDeque<>();
    private final ByteBuffer part = ByteBuffer.allocate(PART);
    private final FileChannel manifest;
    private long readPlace;
    private Mark next;

    /** Where an entry begins: its place in the manifest, its number, the roots before it and the content before it. */
    record Mark(long place, int number, int roots, long content) {

        static final Mark START = new Mark(0, 0, 0, 0);
    }

    EntryCursor(FileChannel manifest, Mark from) {
        this.manifest = manifest;
        this.readPlace = from.place();
        this.next = from;
    }

    /** Where the entry begins that is read next. */
    Mark mark() {
        return next;
    }

    @Nullable
    PlacedEntry next() throws IOException {
        while (read.isEmpty()) {
            if (!readPart()) {
                return null;
            }
        }
        ManifestEntry entry = read.remove();
        int roots = next.roots() + (entry.path().indexOf('/') < 0 ? 1 : 0);
        PlacedEntry placed = new PlacedEntry(entry, next.number(), roots - 1, next.content());
        long length = ManifestEntry.LEAST_BYTES - 1L + utf8Length(entry.path());
        next = new Mark(next.place() + length, next.number() + 1, roots, placed.end());
        return placed;
    }

    private boolean readPart() throws IOException {
        part.clear();
        int count = manifest.read(part, readPlace);
        if (count <= 0) {
            return false;
        }
        readPlace += count;
        try {
            reader.read(part.array(), 0, count, read::add);
        } catch (WireException wrong) {
            throw Faults.brokenRules("has sent " + wrong.getMessage());
        }
        return true;
    }

    private static int utf8Length(String path) {
        return path.getBytes(UTF_8).length;
    }
}
