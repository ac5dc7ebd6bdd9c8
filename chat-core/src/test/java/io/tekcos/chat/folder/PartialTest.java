package io.tekcos.chat.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tekcos.chat.file.IfExists;
import io.tekcos.chat.file.OfferedFiles;
import io.tekcos.chat.file.ReceivePolicy;
import io.tekcos.chat.model.TransferException;
import io.tekcos.chat.model.TransferFault;
import io.tekcos.chat.model.TransferId;
import io.tekcos.chat.wire.Bytes32;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is received, kept, gone on with and named. */
class PartialTest {

    private static final int MIB = Chunks.BYTES;

    @TempDir
    private Path folder;

    /** Both ways of working with directories. */
    private enum Way {
        HANDLES,
        PATHS;

        Downloads in(Path folder) {
            return Downloads.in(
                    folder, this == HANDLES ? Directory::of : path -> PathDirectory.of(path), path -> Long.MAX_VALUE);
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void shouldReceiveATreeAsItWasSent(Way way) throws Exception {
        SentTree tree = tree();

        Received received = tree.receive(way.in(folder), folder, IfExists.RENAME);

        tree.assertIn(folder);
        assertThat(received.paths())
                .containsExactly(
                        folder.toRealPath().resolve("root"), folder.toRealPath().resolve("single.txt"));
        assertThat(received.durable()).isTrue();
        assertThat(received.digest()).isEqualTo(digest(tree, IntStream.range(0, tree.chunks())));
    }

    @ParameterizedTest
    @EnumSource(IfExists.class)
    void shouldReceiveATreeWhateverShouldExist(IfExists ifExists) throws Exception {
        SentTree tree = tree();

        tree.receive(Downloads.in(folder), folder, ifExists);

        tree.assertIn(folder);
    }

    @Test
    void shouldReceiveWhatHasNoContent() throws Exception {
        SentTree tree = new SentTree().folder("empty").folder("empty/inner").file("nothing", 0);

        Received received = tree.receive(Downloads.in(folder), folder, IfExists.RENAME);

        tree.assertIn(folder);
        assertThat(received.digest()).isEqualTo(SentTree.digest(new byte[0]));
    }

    @Test
    void shouldGoOnAfterBeingClosedAfterEachChunk() throws Exception {
        SentTree tree = tree();
        for (int i = tree.chunks() - 1; i >= 0; i--) {
            try (Partial partial = tree.listed(Downloads.in(folder), folder, IfExists.RENAME)) {
                assertThat(partial.held().stream().mapToLong(Run::count).sum()).isEqualTo(tree.chunks() - 1 - i);
                assertThat(partial.isComplete()).isFalse();
                assertThat(tree.write(partial, i)).isTrue();
                assertThat(partial.digestOf(i)).isEqualTo(SentTree.digest(tree.chunk(i)));
            }
        }

        try (Partial partial = tree.open(Downloads.in(folder), folder, IfExists.RENAME)) {
            assertThat(partial.hasManifest()).isTrue();
            partial.finish();
        }
        tree.assertIn(folder);
    }

    @Test
    void shouldNotTakeAChunkThatIsNotWhatItsDigestSays() throws Exception {
        SentTree tree = tree();
        try (Partial partial = tree.listed(Downloads.in(folder), folder, IfExists.RENAME)) {
            byte[] bytes = tree.chunk(0);
            bytes[5]++;
            assertThat(partial.write(0, SentTree.digest(tree.chunk(0)), bytes, bytes.length))
                    .isFalse();
            assertThat(partial.held()).isEmpty();
        }
        tree.receive(Downloads.in(folder), folder, IfExists.RENAME);
        tree.assertIn(folder);
    }

    @Test
    void shouldTakeAChunkTwiceAndKeepTheFirst() throws Exception {
        SentTree tree = tree();
        try (Partial partial = tree.listed(Downloads.in(folder), folder, IfExists.RENAME)) {
            tree.write(partial, 1);
            byte[] other = new byte[MIB];
            assertThat(partial.write(1, SentTree.digest(other), other, MIB)).isTrue();
            tree.writeAll(partial);
            partial.finish();
        }
        tree.assertIn(folder);
    }

    @Test
    void shouldRefuseChunksThatCannotBe() {
        SentTree tree = tree();
        byte[] bytes = new byte[MIB];
        try (Partial partial = tree.listed(Downloads.in(folder), folder, IfExists.RENAME)) {
            for (long wrong : new long[] {-1, tree.chunks(), Long.MAX_VALUE, Long.MIN_VALUE}) {
                assertFault(TransferFault.BROKEN_RULES, () -> partial.write(wrong, SentTree.digest(bytes), bytes, MIB));
            }
            assertFault(TransferFault.BROKEN_RULES, () -> partial.write(0, SentTree.digest(bytes), bytes, 17));
        }
    }

    @Test
    void shouldRefuseAManifestThatIsNotTheOneOffered() {
        SentTree tree = tree();
        byte[] bytes = tree.manifest();
        bytes[30]++;
        try (Partial partial = tree.open(Downloads.in(folder), folder, IfExists.RENAME)) {
            partial.addManifest(bytes, bytes.length);
            assertFault(TransferFault.CORRUPT, partial::endManifest);
            assertFault(TransferFault.BROKEN_RULES, () -> partial.addManifest(bytes, 1));
        }
        try (Partial partial = tree.open(Downloads.in(folder), folder, IfExists.RENAME)) {
            partial.addManifest(bytes, 10);
            assertFault(TransferFault.BROKEN_RULES, partial::endManifest);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1})
    void shouldRefuseAManifestOfOtherTotals(int more) {
        SentTree tree = tree();
        byte[] list = tree.manifest();
        OfferedFiles real = tree.offered();
        for (OfferedFiles lie : List.of(
                new OfferedFiles(real.id(), "x", real.entries() + more, real.bytes()),
                new OfferedFiles(new TransferId(3, 4), "x", real.entries(), real.bytes() + more))) {
            try (Partial partial =
                    Downloads.in(folder).open(lie, list.length, SentTree.digest(list), ReceivePolicy.into(folder))) {
                partial.addManifest(list, list.length);
                assertFault(TransferFault.BROKEN_RULES, partial::endManifest);
            }
        }
    }

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
    void shouldSayHowMuchSpaceIsMissing() {
        Downloads full = Downloads.in(folder, Directory::of, path -> 1_000);

        assertThatThrownBy(() -> tree().open(full, folder, IfExists.RENAME))
                .hasMessageContaining("has 1000")
                .hasMessageContaining("make room");
        assertThat(folder).isEmptyDirectory();
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
                    TransferFault.BROKEN_RULES, () -> partial.write(0, SentTree.digest(bytes), bytes, bytes.length));
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
    void shouldFetchWhatAFailureOfTheMachineLost() throws Exception {
        SentTree tree = tree();
        try (Partial partial = tree.listed(Downloads.in(folder), folder, IfExists.RENAME)) {
            tree.writeAll(partial);
        }
        Path written = staging().resolve("tree/0/one");
        try (FileChannel channel = FileChannel.open(written, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(9), 50);
        }

        try (Partial partial = tree.listed(Downloads.in(folder), folder, IfExists.RENAME)) {
            assertThat(partial.held()).containsExactly(new Run(1, tree.chunks() - 1));
            tree.writeAll(partial);
            partial.finish();
        }
        tree.assertIn(folder);
    }

    @Test
    void shouldNotReadAgainWhatWasForced() throws Exception {
        SentTree tree = new SentTree().file("big", 66 * MIB);
        try (Partial partial = tree.listed(Downloads.in(folder), folder, IfExists.RENAME)) {
            for (int i = 0; i < 65; i++) {
                tree.write(partial, i);
            }
        }
        try (FileChannel channel = FileChannel.open(staging().resolve("tree/0"), StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(9), 50);
            channel.write(ByteBuffer.allocate(9), 64L * MIB);
        }

        try (Partial partial = tree.listed(Downloads.in(folder), folder, IfExists.RENAME)) {
            assertThat(partial.held()).containsExactly(new Run(0, 64));
        }
    }

    @Test
    void shouldGoOnWithoutTheLastRecordWhenItIsTorn() throws Exception {
        SentTree tree = tree();
        try (Partial partial = tree.listed(Downloads.in(folder), folder, IfExists.RENAME)) {
            tree.write(partial, 0);
            tree.write(partial, 1);
        }
        Path journal = staging().resolve("journal");
        try (FileChannel channel = FileChannel.open(journal, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() - 3);
        }

        try (Partial partial = tree.listed(Downloads.in(folder), folder, IfExists.RENAME)) {
            assertThat(partial.held()).containsExactly(new Run(0, 1));
        }
    }

    @Test
    void shouldStartOverWhenTheJournalIsDamaged() throws Exception {
        SentTree tree = tree();
        try (Partial partial = tree.listed(Downloads.in(folder), folder, IfExists.RENAME)) {
            tree.write(partial, 0);
        }
        Path journal = staging().resolve("journal");
        byte[] bytes = Files.readAllBytes(journal);
        bytes[20]++;
        Files.write(journal, bytes);

        try (Partial partial = tree.open(Downloads.in(folder), folder, IfExists.RENAME)) {
            assertThat(partial.hasManifest()).isFalse();
            assertThat(partial.held()).isEmpty();
        }
    }

    @Test
    void shouldSayThatAFileWasCutByOthers() throws Exception {
        SentTree tree = tree();
        try (Partial partial = tree.listed(Downloads.in(folder), folder, IfExists.RENAME)) {
            tree.writeAll(partial);
            try (FileChannel channel = FileChannel.open(staging().resolve("tree/0/one"), StandardOpenOption.WRITE)) {
                channel.truncate(5);
            }
            assertFault(TransferFault.STORAGE, partial::finish);
        }
        assertThat(folder.resolve("root")).doesNotExist();
    }

    @Test
    void shouldLeaveNothingWhenDiscarded() throws Exception {
        SentTree tree = tree();
        Partial partial = tree.listed(Downloads.in(folder), folder, IfExists.RENAME);
        tree.write(partial, 0);

        partial.discard();
        partial.close();

        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @EnumSource(IfExists.class)
    void shouldGoOnWithTheNamesWhereverItWasKilled(IfExists ifExists) throws Exception {
        SentTree tree = tree();
        for (int at = 1; ; at++) {
            Path into = Files.createDirectory(folder.resolve("at" + at));
            AtomicBoolean killed = new AtomicBoolean();
            Received received = finishedAfterKill(tree, into, ifExists, at, killed);
            tree.assertIn(into);
            assertThat(received.paths()).hasSize(2);
            assertThat(received.digest()).isEqualTo(digest(tree, IntStream.range(0, tree.chunks())));
            if (!killed.get()) {
                assertThat(at).isGreaterThan(10);
                return;
            }
        }
    }

    private static Received finishedAfterKill(
            SentTree tree, Path into, IfExists ifExists, int at, AtomicBoolean killed) {
        int[] steps = {Integer.MAX_VALUE};
        Downloads.Opener opener = HookedDirectory.opener((step, name) -> {
            if (--steps[0] == 0) {
                killed.set(true);
                steps[0] = 1;
                throw new IOException("killed");
            }
        });
        Partial partial = tree.listed(Downloads.in(into, opener, path -> Long.MAX_VALUE), into, ifExists);
        tree.writeAll(partial);
        steps[0] = at;
        try (partial) {
            Received received = partial.finish();
            steps[0] = Integer.MAX_VALUE;
            return received;
        } catch (TransferException dead) {
            steps[0] = Integer.MAX_VALUE;
        }
        try (Partial again = tree.listed(Downloads.in(into), into, ifExists)) {
            return again.finish();
        }
    }

    @Test
    void shouldKnowThatItIsFinishedUntilItIsClosed() throws Exception {
        SentTree tree = tree();
        Partial partial = tree.listed(Downloads.in(folder), folder, IfExists.RENAME);
        tree.writeAll(partial);
        Received first = partial.finish();
        assertThat(partial.finish()).isEqualTo(first);
        partial.close();
        tree.assertIn(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"No space left on device", "Permission denied"})
    void shouldKeepWhatItHasWhenTheDiskRefuses(String reason) throws Exception {
        SentTree tree = tree();
        AtomicBoolean fail = new AtomicBoolean();
        Downloads.Opener opener = HookedDirectory.opener((step, name) -> {
            if (fail.get()) {
                throw new IOException(reason);
            }
        });
        try (Partial partial =
                tree.listed(Downloads.in(folder, opener, path -> Long.MAX_VALUE), folder, IfExists.RENAME)) {
            tree.write(partial, 0);
            fail.set(true);
            assertFault(
                    reason.startsWith("No") ? TransferFault.NO_SPACE : TransferFault.STORAGE,
                    () -> tree.writeAll(partial));
        }
        fail.set(false);
        assertThat(folder.resolve("root")).doesNotExist();
        try (Partial partial = tree.listed(Downloads.in(folder), folder, IfExists.RENAME)) {
            assertThat(partial.held()).isNotEmpty();
            tree.writeAll(partial);
            partial.finish();
        }
        tree.assertIn(folder);
    }

    @Test
    void shouldRemovePartialsThatNobodyTouches() throws Exception {
        SentTree tree = tree();
        tree.listed(Downloads.in(folder), folder, IfExists.RENAME).close();
        Path staging = staging();
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
            age(staging());
            Downloads.in(folder);
            tree.writeAll(partial);
            partial.finish();
        }
        tree.assertIn(folder);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldReceiveAnyTreeInAnyOrderWithCrashesBetween(long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        SentTree tree = randomTree(random);
        IfExists ifExists = List.of(IfExists.values()).get(random.nextInt(4));
        int[] order = IntStream.range(0, tree.chunks()).toArray();
        for (int i = order.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[other];
            order[other] = kept;
        }

        Partial partial = tree.listed(Downloads.in(folder), folder, ifExists);
        for (int chunk : order) {
            assertThat(tree.write(partial, chunk)).isTrue();
            if (random.nextInt(3) == 0) {
                partial.close();
                partial = tree.listed(Downloads.in(folder), folder, ifExists);
            }
        }
        partial.finish();
        partial.close();

        tree.assertIn(folder);
    }

    @Test
    void shouldReceiveThousandsOfFiles() throws Exception {
        assertReceivesMany(folder, 20_000);
    }

    @Test
    @Tag("soak")
    void shouldReceiveAMillionFiles() throws Exception {
        assertReceivesMany(folder, 1_000_000);
    }

    private static void assertReceivesMany(Path folder, int count) throws IOException {
        SentTree tree = new SentTree().folder("many");
        for (int i = 0; i < count; i++) {
            tree.file("many/" + i, i % 3);
        }

        Received received = tree.receive(Downloads.in(folder), folder, IfExists.RENAME);

        assertThat(received.skipped()).isZero();
        try (var files = Files.list(folder.resolve("many"))) {
            assertThat(files.count()).isEqualTo(count);
        }
    }

    private static SentTree tree() {
        return new SentTree()
                .folder("root")
                .folder("root/deep")
                .folder("root/deep/er")
                .file("root/deep/er/run.sh", 3)
                .file("root/deep/nothing", 0)
                .folder("root/empty")
                .file("root/one", MIB + 1)
                .file("root/two", 2 * MIB)
                .file("single.txt", 12_345);
    }

    private static SentTree randomTree(SplittableRandom random) {
        SentTree tree = new SentTree();
        for (int root = 0; root < 4; root++) {
            String path = "r" + root;
            tree.folder(path);
            for (int i = 0; i < random.nextInt(1, 40); i++) {
                if (random.nextInt(4) == 0) {
                    path += "/d" + i;
                    tree.folder(path);
                }
                tree.file(path + "/f" + i, random.nextInt(8) == 0 ? random.nextInt(3 * MIB) : random.nextInt(3_000));
            }
        }
        return tree;
    }

    private Path staging() throws IOException {
        try (var found = Files.list(folder)) {
            return found.filter(path -> path.getFileName().toString().startsWith(Staging.PREFIX))
                    .findAny()
                    .orElseThrow();
        }
    }

    private static void age(Path staging) throws IOException {
        FileTime old = FileTime.from(Instant.now().minus(Duration.ofDays(8)));
        for (String name : List.of("journal", "manifest", "")) {
            Files.setLastModifiedTime(staging.resolve(name), old);
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

    private static Bytes32 digest(SentTree tree, IntStream chunks) {
        ByteArrayOutputStream digests = new ByteArrayOutputStream();
        chunks.forEach(
                chunk -> digests.writeBytes(SentTree.digest(tree.chunk(chunk)).toByteArray()));
        return SentTree.digest(digests.toByteArray());
    }

    private static void assertFault(TransferFault fault, ThrowingCallable deed) {
        TransferException failed = catchThrowableOfType(TransferException.class, deed);
        assertThat(failed).isNotNull();
        assertThat(failed.fault()).isEqualTo(fault);
    }
}
