package io.tekcos.chat.folder;

import static io.tekcos.chat.folder.Partials.MIB;
import static io.tekcos.chat.folder.Partials.assertFault;
import static io.tekcos.chat.folder.Partials.damage;
import static io.tekcos.chat.folder.Partials.staging;
import static io.tekcos.chat.folder.Partials.tree;
import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.file.IfExists;
import io.tekcos.chat.journal.RecordLog;
import io.tekcos.chat.model.Durability;
import io.tekcos.chat.model.TransferFault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Partials that are closed, killed or damaged, and gone on with. */
class ResumeTest {

    @TempDir
    private Path folder;

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
    void shouldFetchWhatAFailureOfTheMachineLost() throws Exception {
        SentTree tree = tree();
        try (Partial partial = tree.listed(Downloads.in(folder), folder, IfExists.RENAME)) {
            tree.writeAll(partial);
        }
        Path written = staging(folder).resolve("tree/0/one");
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
    void shouldStillFetchWhatWasLostAfterOthersWereForced() throws Exception {
        SentTree tree = new SentTree().file("big", 66 * MIB);
        try (Partial partial = tree.listed(Downloads.in(folder), folder, IfExists.RENAME)) {
            tree.write(partial, 0);
        }
        damage(staging(folder).resolve("tree/0"), 50);
        try (Partial partial = tree.listed(Downloads.in(folder), folder, IfExists.RENAME)) {
            for (int i = 1; i < 66; i++) {
                tree.write(partial, i);
            }
        }

        try (Partial partial = tree.listed(Downloads.in(folder), folder, IfExists.RENAME)) {
            assertThat(partial.held()).containsExactly(new Run(1, 65));
        }
    }

    @Test
    void shouldNotTrustWhatItHasWhenTheManifestIsLostToo() throws Exception {
        SentTree tree = tree();
        try (Partial partial = tree.listed(Downloads.in(folder), folder, IfExists.RENAME)) {
            tree.write(partial, 0);
            tree.write(partial, 2);
        }
        damage(staging(folder).resolve("tree/0/one"), 50);
        Files.delete(staging(folder).resolve("manifest"));

        try (Partial partial = tree.open(Downloads.in(folder), folder, IfExists.RENAME)) {
            assertThat(partial.hasManifest()).isFalse();
            partial.addManifest(tree.manifest(), tree.manifest().length);
            partial.endManifest();
            assertThat(partial.held()).containsExactly(new Run(2, 1));
        }
    }

    @Test
    void shouldNotReadAgainWhatWasForced() throws Exception {
        SentTree tree = new SentTree().file("big", 66 * MIB);
        try (Partial partial = tree.listed(Downloads.in(folder), folder, IfExists.RENAME)) {
            for (int i = 0; i < 65; i++) {
                tree.write(partial, i);
            }
        }
        try (FileChannel channel = FileChannel.open(staging(folder).resolve("tree/0"), StandardOpenOption.WRITE)) {
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
        Path journal = staging(folder).resolve("journal");
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
        Path journal = staging(folder).resolve("journal");
        byte[] bytes = Files.readAllBytes(journal);
        bytes[20]++;
        Files.write(journal, bytes);

        try (Partial partial = tree.open(Downloads.in(folder), folder, IfExists.RENAME)) {
            assertThat(partial.hasManifest()).isFalse();
            assertThat(partial.held()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 3", "3, 31", "4, 33", "5, 0", "7, 8", "8, 3", "8, 4", "9, 0"})
    void shouldStartOverWhenARecordIsOfAnotherVersion(int type, int length) throws Exception {
        SentTree tree = tree();
        try (Partial partial = tree.listed(Downloads.in(folder), folder, IfExists.RENAME)) {
            tree.write(partial, 0);
        }
        byte[] body = new byte[length];
        Arrays.fill(body, (byte) 0xff);
        try (Staging staging = Staging.open(
                        Directory.of(folder),
                        folder.toRealPath(),
                        tree.offered().id());
                RecordLog log = RecordLog.open(
                        new StagingDisk(staging),
                        staging.path().resolve("journal"),
                        3,
                        Durability.WRITE,
                        Long.MAX_VALUE,
                        (known, bytes) -> true)) {
            log.append(type, body, 0, length);
        }

        try (Partial partial = tree.open(Downloads.in(folder), folder, IfExists.RENAME)) {
            assertThat(partial.held()).isEmpty();
        }
        tree.receive(Downloads.in(folder), folder, IfExists.RENAME);
        tree.assertIn(folder);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldStartOverWhenItsPlanIsDamaged(boolean missing) throws Exception {
        SentTree tree = tree();
        try (Partial partial = tree.listed(Downloads.in(folder), folder, IfExists.RENAME)) {
            tree.write(partial, 0);
        }
        Path plan = staging(folder).resolve("plan");
        if (missing) {
            Files.delete(plan);
        } else {
            Files.writeString(plan, "other");
        }

        tree.receive(Downloads.in(folder), folder, IfExists.RENAME);
        tree.assertIn(folder);
    }

    @Test
    void shouldStartOverAfterAFileWasCutByOthers() throws Exception {
        SentTree tree = new SentTree().file("big", 65 * MIB);
        try (Partial partial = tree.listed(Downloads.in(folder), folder, IfExists.RENAME)) {
            tree.writeAll(partial);
            Files.delete(staging(folder).resolve("tree/0"));
            assertFault(TransferFault.STORAGE, partial::finish);
        }

        tree.receive(Downloads.in(folder), folder, IfExists.RENAME);
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

    /** A file that is closed cannot be forced: it is opened again for that. */
    @Test
    void shouldNotTrustWhatCouldNotBeForced() throws Exception {
        SentTree tree = new SentTree().file("big", 65 * MIB);
        AtomicBoolean fail = new AtomicBoolean();
        Downloads.Opener opener = HookedDirectory.opener(new HookedDirectory.Hook() {
            @Override
            public void before(String step, @Nullable Path name) {}

            @Override
            public void opened(FileChannel file) throws IOException {
                if (fail.get()) {
                    file.close();
                }
            }
        });
        try (Partial partial =
                tree.listed(Downloads.in(folder, opener, path -> Long.MAX_VALUE), folder, IfExists.RENAME)) {
            for (int i = 0; i < 63; i++) {
                tree.write(partial, i);
            }
            fail.set(true);
            assertFault(TransferFault.STORAGE, () -> tree.write(partial, 63));
            assertThat(partial.held()).isEmpty();
        }

        try (Partial partial = tree.listed(Downloads.in(folder), folder, IfExists.RENAME)) {
            assertThat(partial.held()).isEmpty();
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
}
