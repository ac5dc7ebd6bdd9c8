package io.tekcos.chat.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tekcos.chat.file.IfExists;
import io.tekcos.chat.model.TransferException;
import io.tekcos.chat.model.TransferFault;
import io.tekcos.chat.model.TransferId;
import io.tekcos.chat.testing.FolderAttributes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody with rights in the folder of the downloads puts links there, before or during a transfer. */
class HostileFolderTest {

    private static final String STAGING = Staging.PREFIX + new TransferId(1, 2);

    @TempDir
    private Path temporary;

    private Path folder = Path.of("");
    private Path outside = Path.of("");
    private final SentTree tree = new SentTree()
            .folder("root")
            .folder("root/deep")
            .file("root/deep/a", 2_000)
            .file("root/b.sh", 3_000)
            .file("root/empty", 0);

    @BeforeEach
    void makeBoth() throws IOException {
        folder = Files.createDirectory(temporary.resolve("downloads"));
        outside = Files.createDirectory(temporary.resolve("outside"));
        Files.createDirectory(outside.resolve("deep"));
        Files.writeString(outside.resolve("secret"), "untouched");
    }

    @Test
    void shouldRefuseALinkInPlaceOfTheHiddenFolder() throws Exception {
        Files.createSymbolicLink(folder.resolve(STAGING), outside);

        assertRefused(IfExists.RENAME);
    }

    @Test
    void shouldRefuseAHiddenFolderThatOthersMayWrite() throws Exception {
        Path planted = Files.createDirectory(folder.resolve(STAGING));
        Files.setPosixFilePermissions(planted, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertRefused(IfExists.RENAME);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"manifest", "journal", "journal.lock", "plan", "tree", "tree/0", "tree/0/deep", "tree/0/b.sh"})
    void shouldFollowNoLinkInTheHiddenFolder(String name) throws Exception {
        Path planted = Files.createDirectory(
                folder.resolve(STAGING),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.createDirectories(planted.resolve(name).resolveSibling(""));
        Path target = name.contains(".") || !name.startsWith("tree") ? outside.resolve("secret") : outside;
        Files.createSymbolicLink(planted.resolve(name), target);

        assertRefused(IfExists.OVERWRITE);
    }

    @ParameterizedTest
    @EnumSource(IfExists.class)
    void shouldFollowNoLinkWhereFilesGo(IfExists ifExists) throws Exception {
        Files.createSymbolicLink(folder.resolve("root"), outside);

        if (ifExists == IfExists.RENAME) {
            Received received = tree.receive(Downloads.in(folder), folder, ifExists);
            assertThat(received.paths()).containsExactly(folder.toRealPath().resolve("root (1)"));
            assertOutsideUntouched();
        } else {
            assertRefused(ifExists);
        }
    }

    @Test
    void shouldReplaceALinkAndNotWhatItLeadsTo() throws Exception {
        Files.createDirectory(folder.resolve("root"));
        Files.createSymbolicLink(folder.resolve("root/b.sh"), outside.resolve("secret"));

        tree.receive(Downloads.in(folder), folder, IfExists.OVERWRITE);

        assertThat(Files.isSymbolicLink(folder.resolve("root/b.sh"))).isFalse();
        assertOutsideUntouched();
    }

    /** What is there is swapped for a link to the outside: at some steps of each kind, for each waits for the disk. */
    @ParameterizedTest
    @ValueSource(strings = {"tree", "tree/0", "tree/0/deep", "hidden", "root", "root/deep"})
    void shouldWriteNothingOutsideWheneverALinkIsSwappedIn(String what) throws Exception {
        swapAtSteps(7, what, Directory::of);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tree", "tree/0/deep", "hidden", "root"})
    void shouldWriteNothingOutsideEitherWherePathsAreUsed(String what) throws Exception {
        swapAtSteps(7, what, path -> PathDirectory.of(path));
    }

    @Tag("soak")
    @ParameterizedTest
    @ValueSource(strings = {"tree", "tree/0", "tree/0/deep", "hidden", "root", "root/deep"})
    void shouldWriteNothingOutsideAtAnyStepAtAll(String what) throws Exception {
        swapAtSteps(1, what, Directory::of);
        swapAtSteps(1, what, path -> PathDirectory.of(path));
    }

    @Test
    void shouldNotTakeAJunctionForAFolder() {
        assertThat(Directory.isFolder(new FolderAttributes(true))).isFalse();
        assertThat(Directory.isFolder(new FolderAttributes(false))).isTrue();
    }

    private void swapAtSteps(int stride, String what, Downloads.Opener real) throws IOException {
        String swapped = what.startsWith("tree") ? STAGING + "/" + what : what.equals("hidden") ? STAGING : what;
        int at = 1;
        while (isSwapped(Files.createTempDirectory(folder, "at" + at), swapped, at, real)) {
            assertOutsideUntouched();
            at += stride;
        }
        assertThat(at).isGreaterThan(50);
    }

    /** False if the transfer was over before. */
    private boolean isSwapped(Path into, String what, int at, Downloads.Opener real) {
        int[] steps = {0};
        Downloads.Opener opener = HookedDirectory.opener(real, (step, name) -> {
            if (++steps[0] == at) {
                swap(into.resolve(what));
            }
        });
        try {
            tree.receive(Downloads.in(into, opener, path -> Long.MAX_VALUE), into, IfExists.OVERWRITE);
        } catch (TransferException refused) {
            assertThat(refused.fault()).isIn(TransferFault.STORAGE, TransferFault.BAD_NAME, TransferFault.EXISTS);
        }
        return steps[0] >= at;
    }

    private void swap(Path what) throws IOException {
        if (Files.exists(what)) {
            Files.move(what, what.resolveSibling("swapped-away"));
        }
        if (Files.isDirectory(what.resolveSibling(""))) {
            Files.createSymbolicLink(what, outside);
        }
    }

    private void assertRefused(IfExists ifExists) throws IOException {
        TransferException refused = catchThrowableOfType(
                TransferException.class, () -> tree.receive(Downloads.in(folder), folder, ifExists));
        assertThat(refused).isNotNull();
        assertThat(refused.fault()).isIn(TransferFault.STORAGE, TransferFault.BAD_NAME, TransferFault.EXISTS);
        assertOutsideUntouched();
    }

    private void assertOutsideUntouched() throws IOException {
        assertThat(SentTree.all(outside)).isEqualTo(List.of("deep", "secret"));
        assertThat(outside.resolve("secret")).hasContent("untouched");
    }
}
