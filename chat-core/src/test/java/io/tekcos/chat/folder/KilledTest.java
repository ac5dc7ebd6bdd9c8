package io.tekcos.chat.folder;

import static io.tekcos.chat.folder.Partials.digest;
import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.file.IfExists;
import io.tekcos.chat.model.TransferException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The last steps of a transfer, cut off at each of them in turn. */
class KilledTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(names = {"RENAME", "SKIP"})
    void shouldGoOnWithTheNamesWhereverItWasKilled(IfExists ifExists) throws Exception {
        SentTree tree = new SentTree()
                .folder("root")
                .folder("root/deep")
                .file("root/deep/run.sh", 3)
                .file("root/nothing", 0)
                .file("single.txt", 12_345);
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
}
