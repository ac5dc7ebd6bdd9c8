package io.tekcos.chat.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tekcos.chat.model.TransferException;
import io.tekcos.chat.model.TransferFault;
import io.tekcos.chat.testing.FolderAttributes;
import io.tekcos.chat.wire.ManifestEntry;
import io.tekcos.chat.wire.ManifestEntry.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a manifest lists, what is left out of it, and what is refused before anything is offered. */
class SourceScanTest {

    private static final Path WRITE_ONLY = Path.of("/proc/sys/net/ipv4/route/flush");

    @TempDir
    Path folder;

    @Test
    void shouldNotTakeAJunctionForAFolder() {
        assertThat(Scan.isFolder(new FolderAttributes(true))).isFalse();
        assertThat(Scan.isFolder(new FolderAttributes(false))).isTrue();
    }

    @Test
    void shouldListFoldersBeforeWhatIsInThemByTheBytesOfTheirNames() throws Exception {
        write("tree/b", "22");
        write("tree/a/z", "1");
        write("tree/a.txt", "");
        write("tree/\uFF5E", "333"); // before the next by its bytes, behind it by its UTF-16
        write("tree/\uD83D\uDE00", "4444");
        Files.createDirectory(folder.resolve("tree/empty"));
        write("first", "one");

        try (Source source = scan("tree", "first")) {
            assertThat(Manifests.of(source))
                    .containsExactly(
                            "d tree",
                            "d tree/a",
                            "f tree/a/z 1",
                            "f tree/a.txt 0",
                            "f tree/b 2",
                            "d tree/empty",
                            "f tree/\uFF5E 3",
                            "f tree/\uD83D\uDE00 4",
                            "f first 3");
            assertThat(source.entries()).isEqualTo(9);
            assertThat(source.bytes()).isEqualTo(13);
            assertThat(source.name()).isEqualTo("tree");
        }
    }

    @Test
    void shouldSayLengthDigestTimesAndTheExecutableBitOfTheManifest() throws Exception {
        Path file = write("run", "x");
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_700_000_000L, 123_456_000)));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr--r--"));

        try (Source source = scan("run")) {
            byte[] expected = ByteBuffer.allocate(23)
                    .put((byte) 1)
                    .put((byte) 1)
                    .putLong(1_700_000_000_123_456_000L)
                    .putLong(1)
                    .putShort((short) 3)
                    .put("run".getBytes(StandardCharsets.UTF_8))
                    .array();
            assertThat(Manifests.bytes(source)).isEqualTo(expected);
            assertThat(source.manifestBytes()).isEqualTo(23);
            assertThat(source.manifestDigest().toByteArray())
                    .isEqualTo(MessageDigest.getInstance("SHA-256").digest(expected));
        }
    }

    @Test
    void shouldSendLinksToFilesOfTheTreeAndLeaveOutAllOthers() throws Exception {
        write("outside", "secret");
        write("tree/sub/file", "inside");
        link("tree/to-file", "sub/file");
        link("tree/to-folder", "sub");
        link("tree/to-itself", "to-itself");
        link("tree/to-nothing", "nothing");
        link("tree/up", "..");
        link("tree/out", "../outside");
        link("tree/absolute", folder.resolve("outside").toString());
        link("tree/through", "to-folder/../../outside");

        try (Source source = scan("tree")) {
            assertThat(Manifests.of(source))
                    .containsExactly("d tree", "d tree/sub", "f tree/sub/file 6", "f tree/to-file 6");
            assertThat(source.leftOut()).isEqualTo(7);
            assertThat(Manifests.content(source)).asString().isEqualTo("insideinside");
        }
    }

    @Test
    void shouldFollowALinkThatWasNamed() throws Exception {
        write("real/file", "there");
        link("link", "real");

        try (Source source = scan("link")) {
            assertThat(Manifests.of(source)).containsExactly("d link", "f link/file 5");
            assertThat(Manifests.content(source)).asString().isEqualTo("there");
        }
    }

    @Test
    void shouldLeaveOutSpecialFilesButRefuseOneThatWasNamed() throws Exception {
        Path pipe = folder.resolve("tree/pipe");
        write("tree/file", "x");
        assumeTrue(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0, "no named pipes here");

        try (Source source = scan("tree")) {
            assertThat(Manifests.of(source)).containsExactly("d tree", "f tree/file 1");
            assertThat(source.leftOut()).isEqualTo(1);
        }
        assertRefused(TransferFault.SOURCE_UNREADABLE, "neither a file nor a folder", "tree/pipe");
    }

    @Test
    void shouldRefuseWhatIsMissing() {
        assertRefused(TransferFault.SOURCE_UNREADABLE, "missing cannot be read: it does not exist", "missing");
    }

    @Test
    void shouldRefuseNothing() {
        assertThatThrownBy(() -> Source.scan(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldRefuseTheSameTwiceAndTwoOfTheSameName() throws Exception {
        write("a/name", "1");
        write("b/name", "2");
        link("c", "a/name");

        assertRefused(TransferFault.EXISTS, "was named twice", "a/name", "a/../a/name");
        assertRefused(TransferFault.EXISTS, "was named twice", "a/name", "c");
        assertRefused(TransferFault.EXISTS, "have the same name", "a/name", "b/name");
    }

    @Test
    void shouldNameAFolderThatIsNamedByDotsOnly() throws Exception {
        write("real/sub/file", "x");

        try (Source source = scan("real/sub/..")) {
            assertThat(Manifests.of(source)).startsWith("d real");
        }
        assertThatThrownBy(() -> Source.scan(List.of(Path.of("/")))).isInstanceOf(TransferException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bell\u0007",
                "escape\u001b[2J",
                "line\nbreak",
                "turned\u202Etxt.exe",
                "separator\u2028",
                "soft\u00ADhyphen"
            })
    void shouldRefuseNamesThatHideWhatIsWrittenAndShowThemEscaped(String name) throws Exception {
        write("tree/" + name, "x");

        TransferException refused = assertRefused(TransferFault.BAD_NAME, "\\u{", "tree");
        assertThat(refused.getMessage()).doesNotContain(name).contains("rename");
    }

    @Test
    void shouldRefuseANameThatIsNoUtf8AndShowItsBytes() throws Exception {
        Files.createDirectory(folder.resolve("tree"));
        String make = "touch \"$(printf 'bad\\377name')\"";
        ProcessBuilder shell = new ProcessBuilder("sh", "-c", make)
                .directory(folder.resolve("tree").toFile());
        assumeTrue(shell.start().waitFor() == 0, "this file system takes names of UTF-8 only");

        assertRefused(TransferFault.BAD_NAME, "bad%FFname", "tree");
    }

    @Test
    void shouldTakeANameOf255BytesAndARealReplacementCharacter() throws Exception {
        write("tree/" + "x".repeat(255), "1");
        write("tree/\uFFFD", "1");

        try (Source source = scan("tree")) {
            assertThat(source.entries()).isEqualTo(3);
        }
    }

    @Test
    void shouldRefuseAFileWithoutPermission() throws Exception {
        if (Files.exists(WRITE_ONLY)) { // which not even root may read
            TransferException refused = catchThrowableOfType(
                    TransferException.class,
                    () -> Source.scan(List.of(WRITE_ONLY)).close());
            assertThat(refused.fault()).isEqualTo(TransferFault.SOURCE_UNREADABLE);
            assertThat(refused).hasMessageContaining("flush").hasMessageContaining("permission denied");
            return;
        }
        Path file = write("tree/closed", "x");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("-wx------"));
        assumeFalse(Files.isReadable(file), "permissions mean nothing to this user");
        assertRefused(TransferFault.SOURCE_UNREADABLE, "closed cannot be read: permission denied", "tree");
    }

    @Test
    void shouldRefuseAFolderWithoutPermission() throws Exception {
        write("tree/closed/file", "x");
        Path closed = folder.resolve("tree/closed");
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("-wx------"));
        try {
            assumeFalse(Files.isReadable(closed), "permissions mean nothing to this user");
            assertRefused(TransferFault.SOURCE_UNREADABLE, "closed cannot be read: permission denied", "tree");
        } finally {
            Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void shouldRefuseAFolderThatTheSystemDoesNotReach() throws Exception {
        // Longer than the system takes: not even root can. Made short, and moved to a long place as a whole.
        String name = "n".repeat(250);
        Path deep = folder.resolve("deep");
        Files.createDirectories(Path.of(deep.toString(), name, name, name, name, name, name, name));
        Path at = Files.createDirectories(Path.of(folder.toString(), "tree", name, name, name, name, name));
        at = Files.createDirectories(Path.of(at.toString(), name, name, name, name, name))
                .resolve("end");
        Files.move(deep, at);
        try {
            assertRefused(TransferFault.SOURCE_UNREADABLE, "cannot be read", "tree");
        } finally {
            Files.move(at, deep);
        }
    }

    @Test
    void shouldRefuseMoreThanALongCanSay() {
        try (Spool spool = Spool.create()) {
            spool.add(new ManifestEntry(Kind.FILE, false, 0, Long.MAX_VALUE, "a"));
            TransferException refused = catchThrowableOfType(
                    TransferException.class, () -> spool.add(new ManifestEntry(Kind.FILE, false, 0, 1, "b")));
            assertThat(refused.fault()).isEqualTo(TransferFault.TOO_LARGE);
        }
    }

    private TransferException assertRefused(TransferFault fault, String words, String... names) {
        TransferException refused =
                catchThrowableOfType(TransferException.class, () -> scan(names).close());
        assertThat(refused).isNotNull().hasMessageContaining(words);
        assertThat(refused.fault()).isEqualTo(fault);
        return refused;
    }

    private Source scan(String... names) {
        return Source.scan(List.of(names).stream().map(folder::resolve).toList());
    }

    private Path write(String name, String text) throws Exception {
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolve("..").normalize());
        return Files.writeString(file, text);
    }

    private void link(String name, String target) throws Exception {
        Files.createSymbolicLink(folder.resolve(name), Path.of(target));
    }
}
