package io.tekcos.chat.folder;

import io.tekcos.chat.file.IfExists;
import io.tekcos.chat.wire.Chunk;
import io.tekcos.chat.wire.Content;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What is there already: files that stay, so that nothing is fetched for them, and folders, which keep their times. It is made
 * once, and kept with the partial: what is received later must not count.
 */
final class Plan {

    private final IfExists ifExists;
    private final BitSet there;

    private Plan(IfExists ifExists, BitSet there) {
        this.ifExists = ifExists;
        this.there = there;
    }

    static Plan of(IfExists ifExists, byte[] kept) {
        return new Plan(ifExists, BitSet.valueOf(kept));
    }

    /** Looks; a folder where a file is, or a file where a folder is, is an {@code EXISTS}. */
    static Plan make(IfExists ifExists, EntryCursor entries, Staging staging) throws IOException {
        Plan plan = new Plan(ifExists, new BitSet());
        if (ifExists == IfExists.RENAME) {
            return plan;
        }
        try (SeenPath seen = new SeenPath(staging.downloads())) {
            for (PlacedEntry entry = entries.next(); entry != null; entry = entries.next()) {
                plan.look(entry, seen);
            }
        }
        return plan;
    }

    byte[] kept() {
        return there.toByteArray();
    }

    IfExists ifExists() {
        return ifExists;
    }

    /** Whether it is a file that stays as it is. */
    boolean isSkipped(PlacedEntry entry) {
        return !entry.isFolder() && there.get(entry.number());
    }

    /** Whether it is a folder that was there before. */
    boolean isMerged(PlacedEntry entry) {
        return entry.isFolder() && there.get(entry.number());
    }

    /** Whether what is there stays, judged by when it was modified; systems keep microseconds at least. */
    boolean keeps(PlacedEntry entry, BasicFileAttributes found) {
        long theirs = Math.floorDiv(entry.entry().modified(), 1_000);
        return ifExists == IfExists.SKIP
                || (ifExists == IfExists.NEWER
                        && theirs <= found.lastModifiedTime().to(TimeUnit.MICROSECONDS));
    }

    /** The chunks that are wholly in files that are skipped. */
    List<Run> unwanted(EntryCursor entries, long bytes) throws IOException {
        List<Run> runs = new ArrayList<>();
        long from = 0;
        for (PlacedEntry entry = there.isEmpty() ? null : entries.next(); entry != null; entry = entries.next()) {
            if (!entry.isFolder() && entry.entry().size() > 0 && !isSkipped(entry)) {
                addRun(runs, from, entry.content(), bytes);
                from = entry.end();
            }
        }
        if (!there.isEmpty()) {
            addRun(runs, from, bytes, bytes);
        }
        return runs;
    }

    private void look(PlacedEntry entry, SeenPath seen) throws IOException {
        String[] names = entry.names();
        Directory above = seen.above(names);
        BasicFileAttributes found = above == null ? null : above.find(Path.of(names[names.length - 1]));
        if (found == null) {
            return;
        }
        if (entry.isFolder() != Directory.isFolder(found)) {
            throw Faults.exists(entry.entry().path());
        }
        there.set(entry.number(), entry.isFolder() || keeps(entry, found));
    }

    private static void addRun(List<Run> runs, long from, long to, long bytes) {
        long first = new Content(from).chunks();
        long end = to == bytes ? new Content(bytes).chunks() : to / Chunk.MAX_BYTES;
        if (first < end) {
            runs.add(new Run(first, end - first));
        }
    }

    /** The directories that are there on the way to a name; nothing is made. */
    private static final class SeenPath implements AutoCloseable {

        private final Directory base;
        private final List<String> names = new ArrayList<>();
        private final List<Directory> open = new ArrayList<>();

        private SeenPath(Directory base) {
            this.base = base;
        }

        private @Nullable Directory above(String[] wanted) throws IOException {
            int same = 0;
            while (same < Math.min(wanted.length - 1, names.size())
                    && names.get(same).equals(wanted[same])) {
                same++;
            }
            leaveTo(same);
            while (open.size() < wanted.length - 1) {
                Directory next = last().openIfThere(Path.of(wanted[open.size()]));
                if (next == null) {
                    return null;
                }
                names.add(wanted[open.size()]);
                open.add(next);
            }
            return last();
        }

        private Directory last() {
            return open.isEmpty() ? base : open.get(open.size() - 1);
        }

        private void leaveTo(int depth) throws IOException {
            while (open.size() > depth) {
                names.remove(names.size() - 1);
                open.remove(open.size() - 1).close();
            }
        }

        @Override
        public void close() throws IOException {
            leaveTo(0);
        }
    }
}
