package io.tekcos.chat.folder;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForcerTest {

    @TempDir
    private Path folder;

    @Test
    void shouldNeedNoMoreThreadsWhenManyForceAtATime() throws Exception {
        List<Forcer> many = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Forcer forcer = new Forcer();
            many.add(forcer);
            for (int file = 0; file < 128; file++) {
                forcer.force(file("same"));
            }
        }

        for (Forcer each : many) {
            each.await();
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().equals("chat-force"))
                .hasSizeBetween(1, 16);
        for (Forcer each : many) {
            each.close();
        }
    }

    @Test
    void shouldFailAloneWhenAFileCannotBeForced() throws Exception {
        FileChannel closed = file("closed");
        closed.close();
        Forcer failing = new Forcer();
        try (Forcer other = new Forcer()) {
            failing.force(closed);
            assertThatThrownBy(failing::await).isInstanceOf(NotForcedException.class);
            assertThatThrownBy(failing::close).isInstanceOf(NotForcedException.class);

            other.force(file("open"));
            other.await();
        }
    }

    private FileChannel file(String name) throws IOException {
        return FileChannel.open(folder.resolve(name), WRITE, CREATE);
    }
}
