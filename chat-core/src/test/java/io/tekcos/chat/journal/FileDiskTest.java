package io.tekcos.chat.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real files. */
class FileDiskTest {

    private final FileDisk disk = new FileDisk();

    @TempDir
    private Path directory;

    @Test
    void shouldLockOnce() throws Exception {
        Path file = directory.resolve("lock");
        Closeable lock = Objects.requireNonNull(disk.lock(file));

        assertThat(disk.lock(file)).isNull();
        assertThat(new FileDisk().lock(directory.resolve("../" + directory.getFileName() + "/lock")))
                .isNull();
        lock.close();
        Objects.requireNonNull(disk.lock(file)).close();
    }

    @Test
    void shouldNotGiveBackWhatIsAnothersByNow() throws Exception {
        Path file = directory.resolve("lock");
        Closeable first = Objects.requireNonNull(disk.lock(file));
        first.close();
        Closeable second = Objects.requireNonNull(disk.lock(file));
        first.close();

        assertThat(FileDisk.LOCKED)
                .contains(file.toRealPath()); // else a third would open it, and so give the lock back
        assertThat(disk.lock(file)).isNull();
        second.close();
        assertThat(FileDisk.LOCKED).doesNotContain(file.toRealPath());
    }

    @Test
    void shouldNotLockWhatOthersOfThisProcessHaveLocked() throws Exception {
        Path file = directory.resolve("lock");
        try (FileChannel other = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            assertThat(other.lock().isValid()).isTrue();
            assertThat(disk.lock(file)).isNull();
        }
        Objects.requireNonNull(disk.lock(file)).close();
    }

    @Test
    void shouldWriteReadAndTruncate() throws Exception {
        try (DiskFile file = disk.open(directory.resolve("file"))) {
            file.write(0, new byte[] {1, 2, 3, 4}, 3);
            file.write(3, new byte[] {5}, 1);
            byte[] read = new byte[4];
            file.read(1, read, 1, 3);
            assertThat(read).containsExactly(0, 2, 3, 5);
            file.truncate(2);
            file.write(2, new byte[] {9}, 1);
            file.force();
        }
        assertThat(Files.readAllBytes(directory.resolve("file"))).containsExactly(1, 2, 9);
    }

    @Test
    void shouldNotMindAnInterruptedThread() throws Exception {
        Path path = directory.resolve("file");
        try (DiskFile file = disk.open(path)) {
            Thread.currentThread().interrupt();
            file.write(0, new byte[] {1}, 1);
            file.force();
            disk.forceDirectory(directory);
            assertThat(Thread.interrupted()).isTrue();
            file.write(1, new byte[] {2}, 1);
        }
        assertThat(Files.readAllBytes(path)).containsExactly(1, 2);
    }

    @Test
    void shouldMoveOverAnotherAndDelete() throws Exception {
        Path from = Files.writeString(directory.resolve("from"), "new");
        Path to = Files.writeString(directory.resolve("to"), "old");
        disk.move(from, to);

        assertThat(to).hasContent("new");
        assertThat(from).doesNotExist();
        disk.delete(to);
        disk.delete(to);
        assertThat(to).doesNotExist();
    }

    @Test
    void shouldShowFilesToTheirOwnerAlone() throws Exception {
        Path made = directory.resolve("a/b");
        disk.makeDirectory(made);
        disk.makeDirectory(made);
        disk.open(made.resolve("file")).close();
        assumeTrue(made.getFileSystem().supportedFileAttributeViews().contains("posix"));

        assertThat(permissions(directory.resolve("a"))).isEqualTo("rwx------");
        assertThat(permissions(made)).isEqualTo("rwx------");
        assertThat(permissions(made.resolve("file"))).isEqualTo("rw-------");
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
