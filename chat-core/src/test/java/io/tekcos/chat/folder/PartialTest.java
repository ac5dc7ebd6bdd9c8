package io.tekcos.chat.folder;

import static io.tekcos.chat.folder.Partials.MIB;
import static io.tekcos.chat.folder.Partials.assertFault;
import static io.tekcos.chat.folder.Partials.digest;
import static io.tekcos.chat.folder.Partials.staging;
import static io.tekcos.chat.folder.Partials.tree;
import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.file.IfExists;
import io.tekcos.chat.file.OfferedFiles;
import io.tekcos.chat.file.ReceivePolicy;
import io.tekcos.chat.model.TransferFault;
import io.tekcos.chat.model.TransferId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is received, and what is refused of it. */
class PartialTest {

    @TempDir
    private Path folder;

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
    void shouldNotTakeAChunkThatIsNotWhatItsDigestSays() throws Exception {
        SentTree tree = tree();
        try (Partial partial = tree.listed(Downloads.in(folder), folder, IfExists.RENAME)) {
            byte[] bytes = tree.chunk(0);
            bytes[5]++;
            assertThat(partial.write(0, SentTree.digest(tree.chunk(0)), new ArrivingChunk(ByteBuffer.wrap(bytes))))
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
            assertThat(partial.write(1, SentTree.digest(other), new ArrivingChunk(ByteBuffer.wrap(other))))
                    .isTrue();
            tree.writeAll(partial);
            partial.finish();
        }
        tree.assertIn(folder);
    }

    @Test
    void shouldGiveASmallFileItsTimeWhenItWasTouchedMeanwhile() throws Exception {
        SentTree tree = tree();
        try (Partial partial = tree.listed(Downloads.in(folder), folder, IfExists.RENAME)) {
            tree.writeAll(partial);
            Files.setLastModifiedTime(staging(folder).resolve("tree/1"), FileTime.fromMillis(1));
            partial.finish();
        }
        tree.assertIn(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tree/1", "tree/0/one"})
    void shouldNotFinishWhenAFileWasCutShortMeanwhile(String file) throws Exception {
        SentTree tree = tree();
        try (Partial partial = tree.listed(Downloads.in(folder), folder, IfExists.RENAME)) {
            tree.writeAll(partial);
            Path staged = staging(folder).resolve(file);
            try (FileChannel channel = FileChannel.open(staged, StandardOpenOption.WRITE)) {
                channel.truncate(12_344);
            }
            Files.setLastModifiedTime(staged, FileTime.from(SentTree.MODIFIED, TimeUnit.NANOSECONDS));
            assertFault(TransferFault.STORAGE, partial::finish);
        }
        assertThat(SentTree.all(folder)).isEmpty();
    }

    @Test
    void shouldRefuseChunksThatCannotBe() {
        SentTree tree = tree();
        byte[] bytes = new byte[MIB];
        try (Partial partial = tree.listed(Downloads.in(folder), folder, IfExists.RENAME)) {
            for (long wrong : new long[] {-1, tree.chunks(), Long.MAX_VALUE, Long.MIN_VALUE}) {
                assertFault(
                        TransferFault.BROKEN_RULES,
                        () -> partial.write(wrong, SentTree.digest(bytes), new ArrivingChunk(ByteBuffer.wrap(bytes))));
            }
            assertFault(
                    TransferFault.BROKEN_RULES,
                    () -> partial.write(0, SentTree.digest(bytes), new ArrivingChunk(ByteBuffer.wrap(bytes, 0, 17))));
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

    @Test
    void shouldRefuseAManifestWithHalfAnEntryAtItsEnd() {
        SentTree tree = tree();
        byte[] cut = Arrays.copyOf(tree.manifest(), tree.manifest().length + 7);
        cut[tree.manifest().length] = 1;
        try (Partial partial = Downloads.in(folder)
                .open(tree.offered(), cut.length, SentTree.digest(cut), ReceivePolicy.into(folder))) {
            partial.addManifest(cut, cut.length);
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
    void shouldNotCallItDurableWhenAFolderInItWasNotForced() throws Exception {
        AtomicBoolean fail = new AtomicBoolean();
        Downloads.Opener opener = HookedDirectory.opener((step, name) -> {
            if (step.equals("openFile") && Path.of(".").equals(name) && fail.getAndSet(false)) {
                throw new IOException("not this one");
            }
        });
        SentTree tree = tree();
        try (Partial partial =
                tree.listed(Downloads.in(folder, opener, path -> Long.MAX_VALUE), folder, IfExists.RENAME)) {
            tree.writeAll(partial);
            fail.set(true);
            assertThat(partial.finish().durable()).isFalse();
        }
    }

    @Test
    void shouldSayThatAFileWasCutByOthers() throws Exception {
        SentTree tree = tree();
        try (Partial partial = tree.listed(Downloads.in(folder), folder, IfExists.RENAME)) {
            tree.writeAll(partial);
            try (FileChannel channel =
                    FileChannel.open(staging(folder).resolve("tree/0/one"), StandardOpenOption.WRITE)) {
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

    @Test
    void shouldReceiveAThousandFiles() throws Exception {
        ManyFilesSoakTest.assertReceivesMany(folder, 1_000);
    }
}
