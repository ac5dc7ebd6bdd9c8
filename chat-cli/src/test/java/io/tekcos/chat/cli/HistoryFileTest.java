package io.tekcos.chat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryFileTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path directory;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Path file;

    @BeforeEach
    void chooseAFile() {
        file = directory.resolve("state/chat/history");
    }

    @Test
    void shouldGiveBackWhatWasAppended() {
        List.of("one", "두 번째 👍", "three").forEach(new HistoryFile(file)::append);

        assertThat(new HistoryFile(file).load()).containsExactly("one", "두 번째 👍", "three");
    }

    @Test
    void shouldBePrivateToTheUser() throws IOException {
        assumeThat(directory.getFileSystem().supportedFileAttributeViews())
                .as("permissions are tested where there are any")
                .contains("posix");
        new HistoryFile(file).append("one");

        assertThat(permissions(file)).isEqualTo("rw-------");
        assertThat(permissions(directory.resolve("state/chat"))).isEqualTo("rwx------");
    }

    @Test
    void shouldBecomePrivateIfItWasOpenToOthers() throws IOException {
        assumeThat(directory.getFileSystem().supportedFileAttributeViews())
                .as("permissions are tested where there are any")
                .contains("posix");
        new HistoryFile(file).append("one");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(new HistoryFile(file).load()).containsExactly("one");
        assertThat(permissions(file)).isEqualTo("rw-------");
    }

    @Test
    void shouldKeepTheNewestLines() {
        HistoryFile history = new HistoryFile(file);
        IntStream.range(0, HistoryFile.MAX_LINES + 5).forEach(i -> history.append("line " + i));

        assertThat(history.load())
                .hasSize(HistoryFile.MAX_LINES)
                .startsWith("line 5")
                .endsWith("line " + (HistoryFile.MAX_LINES + 4));
    }

    @Test
    void shouldCutAFileThatHasGrownTooLong() throws IOException {
        Files.createDirectories(directory.resolve("state/chat"));
        Files.writeString(file, ("x".repeat(999) + "\n").repeat(2000) + "last\n");

        assertThat(new HistoryFile(file).load()).hasSize(HistoryFile.MAX_LINES).endsWith("last");
        assertThat(file).hasSize(999 * 1000 + 5);
        assertThat(directory.resolve("state/chat")).isDirectoryContaining(file::equals);
        assertThat(new HistoryFile(file).load()).hasSize(HistoryFile.MAX_LINES).endsWith("last");
    }

    @Test
    void shouldKeepNoVeryLongLine() {
        new HistoryFile(file).append("x".repeat(HistoryFile.MAX_LENGTH + 1));

        assertThat(file).doesNotExist();
    }

    @Test
    void shouldReadWhatSomebodyHasSpoiled() throws IOException {
        Files.createDirectories(directory.resolve("state/chat"));
        Files.write(file, new byte[] {'a', (byte) 0xff, '\n', '\n', 0, '\n', 'b'});

        assertThat(new HistoryFile(file).load()).containsExactly("a\ufffd", "\0", "b");
    }

    @Test
    void shouldDoWithoutWhereItCannotBeKept() throws IOException {
        Files.writeString(directory.resolve("state"), "not a folder");
        HistoryFile nowhere = new HistoryFile(file);
        HistoryFile folder = new HistoryFile(directory);

        nowhere.append("one");
        folder.append("one");

        assertThat(nowhere.load()).isEmpty();
        assertThat(folder.load()).isEmpty();
    }

    private static String permissions(Path of) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(of));
    }
}
