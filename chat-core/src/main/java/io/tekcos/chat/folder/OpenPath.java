package io.tekcos.chat.folder;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The directories on the way to one of them, open: the next one is mostly near it. */
final class OpenPath implements Closeable {

    private final Staging staging;
    private final boolean force;
    private final Directory base;
    private final List<Level> levels = new ArrayList<>();
    private boolean durable = true;

    /** A directory on the way, and the time it gets when it is left. */
    private static final class Level {
        private final String name;
        private final Directory directory;
        private @Nullable FileTime modified;

        private Level(String name, Directory directory) {
            this.name = name;
            this.directory = directory;
        }
    }

    /**
     * Begins at a directory, which is closed with it.
     *
     * @param force whether directories are forced to the disk when they are left
     */
    OpenPath(Staging staging, Directory base, boolean force) {
        this.staging = staging;
        this.base = base;
        this.force = force;
    }

    /** The directory that has the last of the names, made if it is missing. */
    Directory above(String[] names) throws IOException {
        return enter(names, names.length - 1);
    }

    /** Makes one if it is missing. When all in it is done, it gets the time if there is one. */
    void folder(String[] names, @Nullable FileTime modified) throws IOException {
        enter(names, names.length);
        levels.get(names.length - 1).modified = modified;
    }

    /** Whether all that was left has been forced, so far. */
    boolean isDurable() {
        return durable;
    }

    static FileTime time(PlacedEntry entry) {
        return FileTime.from(entry.entry().modified(), TimeUnit.NANOSECONDS);
    }

    /** Leaves all, in order. */
    void finish() throws IOException {
        leaveTo(0);
        forced(base);
    }

    @Override
    public void close() throws IOException {
        try (base) {
            for (Level level : levels) {
                level.directory.close();
            }
        }
    }

    private Directory enter(String[] names, int count) throws IOException {
        int same = 0;
        while (same < Math.min(count, levels.size()) && levels.get(same).name.equals(names[same])) {
            same++;
        }
        leaveTo(same);
        while (levels.size() < count) {
            String name = names[levels.size()];
            levels.add(new Level(name, staging.openOrMake(last(), Path.of(name))));
        }
        return last();
    }

    private Directory last() {
        return levels.isEmpty() ? base : levels.get(levels.size() - 1).directory;
    }

    private void leaveTo(int depth) throws IOException {
        while (levels.size() > depth) {
            Level left = levels.remove(levels.size() - 1);
            try (Directory directory = left.directory) {
                if (left.modified != null) {
                    directory.setModified(null, left.modified);
                }
                forced(directory);
            }
        }
    }

    private void forced(Directory directory) {
        if (force) {
            durable &= directory.force();
        }
    }
}
