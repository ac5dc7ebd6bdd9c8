package io.tekcos.chat.folder;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.tekcos.chat.journal.Disk;
import io.tekcos.chat.journal.DiskFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What a log needs of the hidden folder; only the last name of each path counts. */
final class StagingDisk implements Disk {

    /** Locked by this process: the system tells processes apart, not those who lock within one. */
    private static final Set<Object> LOCKED = ConcurrentHashMap.newKeySet();

    private final Staging staging;

    StagingDisk(Staging staging) {
        this.staging = staging;
    }

    /** Removes a hidden folder, unless somebody receives into it, and closes it. */
    static void removeUnused(Staging staging) throws IOException {
        try (staging;
                Closeable lock = new StagingDisk(staging).lock(Staging.LOCK)) {
            if (lock != null) {
                staging.delete();
            }
        }
    }

    @Override
    public void makeDirectory(Path directory) {
        // it is open already
    }

    @Override
    public @Nullable Closeable lock(Path file) throws IOException {
        Directory here = staging.here();
        Object key = here.view(null).readAttributes().fileKey();
        Object known = key == null ? staging.path() : key;
        if (!LOCKED.add(known)) {
            return null;
        }
        FileChannel locked = null;
        try {
            locked = locked(here.openFile(file.getFileName(), Set.of(READ, WRITE, CREATE)));
        } finally {
            if (locked == null) {
                LOCKED.remove(known);
            }
        }
        return locked == null ? null : unlocking(locked, known);
    }

    @Override
    public DiskFile open(Path file) throws IOException {
        return new ChannelDiskFile(staging.here().openFile(file.getFileName(), Set.of(READ, WRITE, CREATE)));
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        staging.here().move(from.getFileName(), staging.here(), to.getFileName());
    }

    @Override
    public void delete(Path file) throws IOException {
        staging.here().deleteTree(file.getFileName());
    }

    @Override
    public void forceDirectory(Path directory) {
        staging.here().force();
    }

    private static @Nullable FileChannel locked(FileChannel channel) throws IOException {
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException elsewhereInThisProcess) {
            // by a copy of this class that another class loader has
        }
        channel.close();
        return null;
    }

    private static Closeable unlocking(FileChannel locked, Object known) {
        return () -> {
            if (locked.isOpen()) {
                try (locked) {
                    LOCKED.remove(known);
                }
            }
        };
    }
}
