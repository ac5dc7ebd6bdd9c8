package io.tekcos.chat.folder;

import static io.tekcos.chat.folder.Partials.MIB;
import static io.tekcos.chat.folder.Partials.assertFault;
import static io.tekcos.chat.folder.Partials.digest;
import static io.tekcos.chat.folder.Partials.tree;
import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.file.IfExists;
import io.tekcos.chat.model.TransferFault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What happens to files that are there already. */
class IfExistsTest {

    @TempDir
    private Path folder;

    @Test
    void shouldRenameWhatIsThereAlready() throws Exception {
        SentTree tree =
                new SentTree().folder("root").file("root/x", 3).file("a.txt", 5).file(".rc", 2);
        for (int i = 0; i < 3; i++) {
            tree.receive(Downloads.in(folder), folder, IfExists.RENAME);
        }

        assertThat(SentTree.all(folder))
                .containsExactly(
                        ".rc",
                        ".rc (1)",
                        ".rc (2)",
                        "a (1).txt",
                        "a (2).txt",
                        "a.txt",
                        "root",
                        "root (1)",
                        "root (1)/x",
                        "root (2)",
                        "root (2)/x",
                        "root/x");
    }

    @Test
    void shouldKeepRootsOfTheSameNameApart() throws Exception {
        SentTree tree = new SentTree().file("a.txt", 5).file("a.txt", 7);

        tree.receive(Downloads.in(folder), folder, IfExists.RENAME);

        assertThat(Files.size(folder.resolve("a.txt"))).isEqualTo(5);
        assertThat(Files.size(folder.resolve("a (1).txt"))).isEqualTo(7);
        SentTree other = new SentTree().file("b", 5).file("b", 7);
        assertFault(TransferFault.BAD_NAME, () -> other.receive(Downloads.in(folder), folder, IfExists.OVERWRITE));
    }

    @Test
    void shouldShortenANameThatWouldGetTooLong() {
        String name = FreeNames.of("\u00e9".repeat(120) + ".jpg", 12, false);

        assertThat(name).endsWith("\u00e9 (12).jpg");
        assertThat(SafeName.problem(name)).isNull();
    }

    @Test
    void shouldShortenALongNameThatIsNearlyAllExtension() {
        String name = FreeNames.of("a." + "x".repeat(253), 1, false);

        assertThat(name).startsWith("a.x").endsWith("x (1)");
        assertThat(SafeName.problem(name)).isNull();
    }

    @Test
    void shouldRemoveNothingOfOthersWhenANameCannotBeGiven() throws Exception {
        SentTree tree = new SentTree().file("a", 5);
        Downloads.Opener opener = HookedDirectory.opener((step, name) -> {
            if (step.equals("move") && Path.of("a").equals(name)) {
                Files.writeString(folder.resolve("a"), "mine");
                throw new IOException("refused");
            }
        });

        assertFault(
                TransferFault.STORAGE,
                () -> tree.receive(Downloads.in(folder, opener, path -> Long.MAX_VALUE), folder, IfExists.RENAME));

        assertThat(folder.resolve("a")).hasContent("mine");
    }

    @Test
    void shouldNeitherFetchNorTouchWhatItSkips() throws Exception {
        SentTree tree = new SentTree()
                .folder("root")
                .file("root/big", 3 * MIB + 7)
                .file("root/new", 10)
                .file("root/small", 100);
        Files.createDirectory(folder.resolve("root"));
        Files.writeString(folder.resolve("root/big"), "mine");
        Files.writeString(folder.resolve("root/small"), "mine too");

        try (Partial partial = tree.listed(Downloads.in(folder), folder, IfExists.SKIP)) {
            assertThat(partial.unwanted()).containsExactly(new Run(0, 3));
            byte[] bytes = tree.chunk(0);
            assertFault(
                    TransferFault.BROKEN_RULES,
                    () -> partial.write(0, SentTree.digest(bytes), new ArrivingChunk(ByteBuffer.wrap(bytes))));
            tree.writeAll(partial);
            Received received = partial.finish();
            assertThat(received.skipped()).isEqualTo(2);
            assertThat(received.digest()).isEqualTo(digest(tree, IntStream.of(3)));
        }

        assertThat(folder.resolve("root/big")).hasContent("mine");
        assertThat(folder.resolve("root/small")).hasContent("mine too");
        assertThat(folder.resolve("root/new")).hasSize(10);
    }

    @Test
    void shouldKeepAChunkThatIsInAFileThatItSkipsToo() throws Exception {
        SentTree tree =
                new SentTree().folder("r").file("r/a", 500).file("r/b", 500).file("r/c", 2 * MIB);
        Files.writeString(Files.createDirectory(folder.resolve("r")).resolve("b"), "mine");
        try (Partial partial = tree.listed(Downloads.in(folder), folder, IfExists.SKIP)) {
            tree.write(partial, 0);
        }

        try (Partial partial = tree.listed(Downloads.in(folder), folder, IfExists.SKIP)) {
            assertThat(partial.held()).containsExactly(new Run(0, 1));
            tree.writeAll(partial);
            partial.finish();
        }
        assertThat(folder.resolve("r/b")).hasContent("mine");
    }

    @Test
    void shouldFinishAtOnceWhenAllIsSkipped() throws Exception {
        SentTree tree = tree();
        tree.receive(Downloads.in(folder), folder, IfExists.SKIP);

        try (Partial partial = tree.listed(Downloads.in(folder), folder, IfExists.SKIP)) {
            assertThat(partial.unwanted()).containsExactly(new Run(0, tree.chunks()));
            assertThat(partial.isComplete()).isTrue();
            assertThat(partial.finish().digest()).isEqualTo(SentTree.digest(new byte[0]));
        }
        tree.assertIn(folder);
    }

    @Test
    void shouldRefuseASingleFileThatItWouldSkip() throws Exception {
        Files.writeString(folder.resolve("a"), "mine");
        SentTree tree = new SentTree().file("a", 10);

        assertFault(TransferFault.EXISTS, () -> tree.listed(Downloads.in(folder), folder, IfExists.SKIP));
        assertThat(folder.resolve("a")).hasContent("mine");
    }

    @Test
    void shouldRefuseToReplaceAFolderByAFileAndTheOtherWay() throws Exception {
        Files.createDirectories(folder.resolve("root/x"));
        SentTree file = new SentTree().folder("root").file("root/x", 10);
        SentTree inFile = new SentTree().folder("f").file("f/x", 10);
        Files.writeString(folder.resolve("f"), "mine");

        assertFault(TransferFault.EXISTS, () -> file.listed(Downloads.in(folder), folder, IfExists.OVERWRITE));
        assertFault(TransferFault.EXISTS, () -> inFile.listed(Downloads.in(folder), folder, IfExists.OVERWRITE));
    }

    @ParameterizedTest
    @EnumSource(
            value = IfExists.class,
            names = {"OVERWRITE", "NEWER"})
    void shouldReplaceWhatIsOlder(IfExists ifExists) throws Exception {
        SentTree tree = tree();
        tree.receive(Downloads.in(folder), folder, ifExists);
        Path old = folder.resolve("root/one");
        Files.writeString(old, "old");
        Files.setLastModifiedTime(old, FileTime.from(SentTree.MODIFIED / 1_000 - 1, TimeUnit.MICROSECONDS));
        Path young = folder.resolve("single.txt");
        Files.writeString(young, "young");

        tree.receive(Downloads.in(folder), folder, ifExists);

        assertThat(Files.size(old)).isEqualTo(MIB + 1);
        assertThat(Files.size(young)).isEqualTo(ifExists == IfExists.NEWER ? 5 : 12_345);
        assertThat(SentTree.all(folder)).hasSize(tree.entries().size());
    }

    @Test
    void shouldFetchAgainWhatAnotherPolicyHadSkipped() throws Exception {
        SentTree tree = new SentTree()
                .folder("r")
                .file("r/a", MIB / 2)
                .file("r/b", MIB + MIB / 2)
                .file("r/c", 65 * MIB);
        Path kept = Files.createDirectory(folder.resolve("r")).resolve("b");
        Files.writeString(kept, "mine");
        try (Partial partial = tree.listed(Downloads.in(folder), folder, IfExists.SKIP)) {
            assertThat(partial.unwanted()).containsExactly(new Run(1, 1));
            tree.writeAll(partial);
        }

        try (Partial partial = tree.listed(Downloads.in(folder), folder, IfExists.OVERWRITE)) {
            assertThat(partial.held()).containsExactly(new Run(2, 65));
            tree.writeAll(partial);
            partial.finish();
        }
        byte[] whole = Files.readAllBytes(kept);
        assertThat(Arrays.copyOf(whole, MIB / 2)).isEqualTo(Arrays.copyOfRange(tree.chunk(0), MIB / 2, MIB));
        assertThat(Arrays.copyOfRange(whole, MIB / 2, whole.length)).isEqualTo(tree.chunk(1));
    }
}
