package io.tekcos.chat.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** All that the journals ask of a file system, so that tests can give them one that loses, tears and fills up. */
public interface Disk {

    /** Makes a directory, and those above it, readable by their owner alone; one that exists stays as it is. */
    void makeDirectory(Path directory) throws IOException;

    /**
     * Locks a file, made if it is missing, against all other processes and all others in this one.
     *
     * @return what gives the lock back; null if somebody else has it
     */
    @Nullable
    Closeable lock(Path file) throws IOException;

    /** Opens a file; a missing one is made, empty and for its owner alone. */
    DiskFile open(Path file) throws IOException;

    /** Puts a file, which nobody has open, in the place of another, at once and whole. */
    void move(Path from, Path to) throws IOException;

    /** Removes a file; a missing one is no error. */
    void delete(Path file) throws IOException;

    /** What was made, moved and removed in a directory survives a failure of the machine, where the platform can say so. */
    void forceDirectory(Path directory) throws IOException;
}
