package io.tekcos.chat.tests.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much memory a transfer takes, of both its ends in one process, does not depend on how large the file is. */
class FileMemoryTest {

    private static final long MIB = 1 << 20;
    private static final long GIB = 1 << 30;

    /** Ten GiB have a table of digests of a third of a MiB at each end. */
    private static final long MORE = 2 * MIB;

    @TempDir
    Path folder;

    @Test
    void shouldTakeNoMoreMemoryForAFile64TimesAsLarge() throws Exception {
        assertFlat(64 * MIB);
    }

    @Test
    @Tag("soak")
    void shouldTakeNoMoreMemoryForTenGibibytes() throws Exception {
        assertFlat(Math.min(10 * GIB, Files.getFileStore(folder).getUsableSpace() / 2));
    }

    /** Both transfers fit into a small heap; what is alive after collections of it is the figure. */
    private void assertFlat(long bytes) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx32m",
                        "-XX:MaxDirectMemorySize=64m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FileMemory.class.getName(),
                        folder.toString(),
                        String.valueOf(MIB),
                        String.valueOf(bytes))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String all = new String(process.getInputStream().readAllBytes(), UTF_8);
        String said = all.lines()
                .filter(line -> line.startsWith(FileMemory.SAID))
                .findFirst()
                .orElse("it said no figures");

        assertThat(process.waitFor()).as(all).isZero();
        System.out.println("Bytes of heap, sending " + MIB + " and " + bytes + " bytes, " + said);
        String[] alive = said.substring(FileMemory.SAID.length()).split(" ", -1);
        assertThat(Long.parseLong(alive[1])).as(said).isLessThan(Long.parseLong(alive[0]) + MORE);
    }
}
