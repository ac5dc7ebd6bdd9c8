package io.tekcos.chat.folder;

import static io.tekcos.chat.folder.Partials.age;
import static io.tekcos.chat.folder.Partials.assertFault;
import static io.tekcos.chat.folder.Partials.digest;
import static io.tekcos.chat.folder.Partials.staging;
import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.file.IfExists;
import io.tekcos.chat.model.TransferException;
import io.tekcos.chat.model.TransferFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The last steps of a transfer, and the removal of a partial, cut off at each of them in turn. */
class KilledTest {

    @TempDir
    private Path folder;

    private final SentTree tree = new SentTree()
            .folder("root")
            .folder("root/deep")
            .file("root/deep/run.sh", 3)
            .file("root/nothing", 0)
            .file("single.txt", 12_345);

    @ParameterizedTest
    @EnumSource(names = {"RENAME", "SKIP"})
    void shouldGoOnWithTheNamesWhereverItWasKilled(IfExists ifExists) throws Exception {
        for (int at = 1; ; at++) {
            Path into = Files.createDirectory(folder.resolve("at" + at));
            AtomicBoolean killed = new AtomicBoolean();
            Received received = finishedAfterKill(into, ifExists, at, killed);
            tree.assertIn(into);
            assertThat(received.paths()).hasSize(2);
            assertThat(received.digest()).isEqualTo(digest(tree, IntStream.range(0, tree.chunks())));
            if (!killed.get()) {
                assertThat(at).isGreaterThan(10);
                return;
            }
        }
    }

    private Received finishedAfterKill(Path into, IfExists ifExists, int at, AtomicBoolean killed) {
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
    void shouldTakeANameBackWhenNobodyGoesOn() throws Exception {
        AtomicBoolean killed = new AtomicBoolean();
        Downloads.Opener opener = HookedDirectory.opener((step, name) -> {
            if (step.equals("move") && Path.of("single.txt").equals(name)) {
                killed.set(true);
            }
            if (killed.get()) {
                throw new IOException("killed");
            }
        });
        try (Partial partial =
                tree.listed(Downloads.in(folder, opener, path -> Long.MAX_VALUE), folder, IfExists.RENAME)) {
            tree.writeAll(partial);
            assertFault(TransferFault.STORAGE, partial::finish);
        }
        assertThat(folder.resolve("single.txt")).isEmptyFile();

        age(staging(folder));
        Downloads.in(folder);

        assertThat(folder.resolve("single.txt")).doesNotExist();
        assertThat(folder.resolve("root/deep/run.sh")).hasSize(3);
        try (var found = Files.list(folder)) {
            assertThat(found).hasSize(1);
        }
    }

    /** What is there must not be believed when some of it is gone already. */
    @Test
    void shouldStartOverWhereverItsRemovalWasCutOff() throws Exception {
        for (int at = 1; ; at++) {
            Path into = Files.createDirectory(folder.resolve("at" + at));
            if (!isCutOffAt(at, into)) {
                assertThat(at).isGreaterThan(10);
                return;
            }
            tree.receive(Downloads.in(into), into, IfExists.RENAME);
            tree.assertIn(into);
        }
    }

    private boolean isCutOffAt(int at, Path into) throws IOException {
        int[] steps = {Integer.MAX_VALUE};
        Downloads.Opener opener = HookedDirectory.opener((step, name) -> {
            if (--steps[0] <= 0) {
                throw new IOException("killed");
            }
        });
        Partial partial = tree.listed(Downloads.in(into, opener, path -> Long.MAX_VALUE), into, IfExists.RENAME);
        tree.writeAll(partial);
        steps[0] = at;
        try {
            partial.discard();
            return false;
        } catch (TransferException cutOff) {
            return true;
        }
    }
}
