package io.tekcos.chat.folder;

import static io.tekcos.chat.folder.Partials.MIB;
import static io.tekcos.chat.folder.Partials.age;
import static io.tekcos.chat.folder.Partials.assertFault;
import static io.tekcos.chat.folder.Partials.staging;
import static io.tekcos.chat.folder.Partials.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tekcos.chat.file.IfExists;
import io.tekcos.chat.file.OfferedFiles;
import io.tekcos.chat.file.ReceivePolicy;
import io.tekcos.chat.model.TransferFault;
import io.tekcos.chat.model.TransferId;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Offers, the folder that they go to, and who has a partial in it. */
class DownloadsTest {

    @TempDir
    private Path folder;

    @Test
    void shouldRefuseOffersThatAreTooLargeOrCannotBe() {
        assertFault(
                TransferFault.TOO_LARGE,
                () -> open(1, 101, 100, ReceivePolicy.into(folder).withMaxBytes(100)));
        assertFault(TransferFault.TOO_LARGE, () -> open(1, Long.MAX_VALUE, 100, ReceivePolicy.into(folder)));
        assertFault(TransferFault.NO_SPACE, () -> open(1, 1L << 50, 100, ReceivePolicy.into(folder)));
        assertFault(TransferFault.BROKEN_RULES, () -> open(1, Long.MIN_VALUE, 100, ReceivePolicy.into(folder)));
        assertFault(TransferFault.BROKEN_RULES, () -> open(0, 1, 100, ReceivePolicy.into(folder)));
        assertFault(TransferFault.BROKEN_RULES, () -> open(100, 1, 100, ReceivePolicy.into(folder)));
        assertFault(TransferFault.BROKEN_RULES, () -> open(1, 1, Long.MAX_VALUE, ReceivePolicy.into(folder)));
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void shouldTakeTheLargestOfferThereCanBeWhereThereIsRoomForIt() throws Exception {
        long most = (long) Integer.MAX_VALUE * MIB;
        OfferedFiles offered = new OfferedFiles(new TransferId(1, 2), "x", 1, most);
        Downloads vast = Downloads.in(folder, Directory::of, path -> Long.MAX_VALUE);

        try (Partial partial = vast.open(offered, 100, SentTree.digest(new byte[0]), ReceivePolicy.into(folder))) {
            assertThat(partial.chunks()).isEqualTo(Integer.MAX_VALUE);
            partial.discard();
        }
        assertThat(folder).isEmptyDirectory();
        assertFault(TransferFault.TOO_LARGE, () -> open(1, most + 1, 100, ReceivePolicy.into(folder)));
    }

    @Test
    void shouldMakeNothingWhenThereIsNoRoom() throws Exception {
        List<String> made = new ArrayList<>();
        Downloads full = Downloads.in(folder, HookedDirectory.opener((step, name) -> made.add(step)), path -> 1_000);
        made.clear();

        assertFault(TransferFault.NO_SPACE, () -> tree().open(full, folder, IfExists.RENAME));
        assertThat(made).isEmpty();
    }

    @Test
    void shouldSayHowMuchSpaceIsMissing() {
        Downloads full = Downloads.in(folder, Directory::of, path -> 1_000);

        assertThatThrownBy(() -> tree().open(full, folder, IfExists.RENAME))
                .hasMessageContaining("has 1,000 bytes")
                .hasMessageContaining("make room");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void shouldLetGoOfThePartialWhenNobodyKnowsHowMuchSpaceThereIs() {
        SentTree tree = tree();
        Downloads unknown = Downloads.in(folder, Directory::of, path -> {
            throw new IOException("broken");
        });

        assertFault(TransferFault.STORAGE, () -> tree.open(unknown, folder, IfExists.RENAME));

        tree.open(Downloads.in(folder), folder, IfExists.RENAME).close();
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void shouldRefuseToReceiveTheSameTwiceAtATime(Way way) {
        SentTree tree = tree();
        Partial first = tree.open(way.in(folder), folder, IfExists.RENAME);
        assertFault(TransferFault.BUSY, () -> tree.open(way.in(folder), folder, IfExists.RENAME));
        first.close();
        tree.open(way.in(folder), folder, IfExists.RENAME).close();
    }

    @Test
    void shouldRefuseWhatAnotherProcessReceives() throws Exception {
        SentTree tree = tree();
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherProcess.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader said = other.inputReader(StandardCharsets.UTF_8)) {
            assertThat(said.readLine()).isEqualTo("opened");
            assertFault(TransferFault.BUSY, () -> tree.open(Downloads.in(folder), folder, IfExists.RENAME));
            other.destroyForcibly().waitFor();
            tree.open(Downloads.in(folder), folder, IfExists.RENAME).close();
        } finally {
            other.destroyForcibly();
        }
    }

    /** Has the same partial open until it is killed. */
    static final class OtherProcess {
        private OtherProcess() {}

        public static void main(String[] arguments) throws IOException {
            Path folder = Path.of(arguments[0]);
            try (Partial partial = tree().open(Downloads.in(folder), folder, IfExists.RENAME)) {
                System.out.println(partial.hasManifest() ? "listed" : "opened");
                System.exit(System.in.read());
            }
        }
    }

    @Test
    void shouldLetGoOfThePartialWhenItsManifestCannotBeOpened() throws Exception {
        SentTree tree = tree();
        tree.open(Downloads.in(folder), folder, IfExists.RENAME).close();
        Path manifest = staging(folder).resolve("manifest");
        Files.delete(manifest);
        Files.createDirectory(manifest);

        assertFault(TransferFault.STORAGE, () -> tree.open(Downloads.in(folder), folder, IfExists.RENAME));

        Files.delete(manifest);
        tree.open(Downloads.in(folder), folder, IfExists.RENAME).close();
    }

    @Test
    void shouldRemovePartialsThatNobodyTouches() throws Exception {
        SentTree tree = tree();
        tree.listed(Downloads.in(folder), folder, IfExists.RENAME).close();
        Path staging = staging(folder);
        age(staging);
        Files.setLastModifiedTime(staging.resolve("journal"), FileTime.from(Instant.now()));
        Downloads.in(folder);
        assertThat(staging).exists();
        age(staging);
        Downloads.in(folder);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void shouldLeaveAnOldPartialThatIsInUse() throws Exception {
        SentTree tree = tree();
        try (Partial partial = tree.listed(Downloads.in(folder), folder, IfExists.RENAME)) {
            age(staging(folder));
            Downloads.in(folder);
            tree.writeAll(partial);
            partial.finish();
        }
        tree.assertIn(folder);
    }

    @Test
    void shouldStartOverWhenTheSameTransferHasAnotherList() {
        SentTree tree = tree();
        try (Partial partial = tree.listed(Downloads.in(folder), folder, IfExists.RENAME)) {
            tree.write(partial, 0);
        }
        SentTree other = new SentTree().file("other", 5 * MIB);
        try (Partial partial = other.open(Downloads.in(folder), folder, IfExists.RENAME)) {
            assertThat(partial.held()).isEmpty();
        }
    }

    private void open(long entries, long bytes, long manifestBytes, ReceivePolicy policy) {
        Downloads.in(folder, Directory::of, path -> 1L << 40)
                .open(
                        new OfferedFiles(new TransferId(1, 2), "x", entries, bytes),
                        manifestBytes,
                        SentTree.digest(new byte[0]),
                        policy)
                .close();
    }
}
