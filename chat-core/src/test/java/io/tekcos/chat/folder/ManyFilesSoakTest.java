package io.tekcos.chat.folder;

import static io.tekcos.chat.folder.Partials.tree;
import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.file.IfExists;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More files than a gate has time for. */
@Tag("soak")
class ManyFilesSoakTest {

    @TempDir
    private Path folder;

    @Test
    void shouldReceiveThousandsOfFiles() throws Exception {
        assertReceivesMany(folder, 20_000);
    }

    @Test
    @Tag("soak")
    void shouldReceiveAMillionFiles() throws Exception {
        assertReceivesMany(folder, 1_000_000);
    }

    static void assertReceivesMany(Path folder, int count) throws IOException {
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
}
