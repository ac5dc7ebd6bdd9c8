package io.tekcos.chat.journal;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The real one. Any thread. */
public final class FileDisk implements Disk {

    /** Locked by this process; a test puts there what another one would. */
    static final Set<Path> LOCKED = ConcurrentHashMap.newKeySet();

    @Override
    public void makeDirectory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory, ownerOnly(directory, "rwx------"));
            Path parent = directory.toAbsolutePath().getParent();
            if (parent != null) {
                forceDirectory(parent);
            }
        }
    }

    @Override
    public @Nullable Closeable lock(Path file) throws IOException {
        createIfMissing(file);
        Path real = file.toRealPath();
        // The system knows one lock of this process only: closing a second channel on the file would give it back.
        if (!LOCKED.add(real)) {
            return null;
        }
        FileChannel locked = null;
        try {
            locked = lockedChannel(real);
        } finally {
            if (locked == null) {
                LOCKED.remove(real);
            }
        }
        return locked == null ? null : unlocking(locked, real);
    }

    @Override
    public DiskFile open(Path file) throws IOException {
        createIfMissing(file);
        return new RandomAccessDiskFile(file);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        Files.move(from, to, ATOMIC_MOVE, REPLACE_EXISTING);
    }

    @Override
    public void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    @Override
    public void forceDirectory(Path directory) {
        boolean interrupted = false;
        while (!forceUninterrupted(directory)) {
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** False if an interrupt was in the way. */
    private static boolean forceUninterrupted(Path directory) {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
            return true;
        } catch (ClosedByInterruptException again) {
            return false;
        } catch (IOException notOnThisPlatform) {
            return true; // Windows opens no directory, and some file systems force none
        }
    }

    private static @Nullable FileChannel lockedChannel(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException elsewhereInThisProcess) {
            // e.g. by a copy of this class that another class loader has
        } catch (IOException failed) {
            channel.close();
            throw failed;
        }
        channel.close();
        return null;
    }

    private static Closeable unlocking(FileChannel locked, Path file) {
        return () -> {
            if (!locked.isOpen()) {
                return; // given back before: by now it may be another's
            }
            try {
                locked.close();
            } finally {
                LOCKED.remove(file);
            }
        };
    }

    private static void createIfMissing(Path file) throws IOException {
        try {
            Files.createFile(file, ownerOnly(file, "rw-------"));
        } catch (FileAlreadyExistsException there) {
            // and stays as it is
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path path, String permissions) {
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
