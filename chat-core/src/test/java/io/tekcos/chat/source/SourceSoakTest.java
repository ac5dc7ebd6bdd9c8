package io.tekcos.chat.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.wire.Chunk;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A million entries, in a process whose heap has room for few of them. */
@Tag("soak")
class SourceSoakTest {

    private static final int FOLDERS = 1_000;
    private static final int FILES = 999;

    @TempDir
    Path folder;

    @Test
    void shouldScanAndReadAMillionEntriesInAHeapOf24Megabytes() throws Exception {
        for (int i = 0; i < FOLDERS; i++) {
            Path sub = Files.createDirectory(folder.resolve("folder-" + i));
            for (int n = 0; n < FILES; n++) {
                Files.write(sub.resolve("a-file-of-the-million-" + n), new byte[n % 10 == 0 ? 1 : 0]);
            }
        }

        Process small = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx24m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SmallHeap.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();

        String said = new String(small.getInputStream().readAllBytes(), UTF_8);
        assertThat(said.strip()).isEqualTo("1000001 entries, 100000 bytes");
    }

    /** Scans a folder, reads all of it and says what it was. */
    static final class SmallHeap {
        private SmallHeap() {}

        public static void main(String[] arguments) {
            ByteBuffer chunk = ByteBuffer.allocate(Chunk.MAX_BYTES);
            long bytes = 0;
            try (Source source = Source.scan(List.of(Path.of(arguments[0])))) {
                for (long n = 0; n < Manifests.chunks(source); n++) {
                    bytes += source.read(n, chunk).length();
                }
                System.out.println(source.entries() + " entries, " + bytes + " bytes");
            }
        }
    }
}
