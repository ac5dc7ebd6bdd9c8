package io.tekcos.chat.tests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A byte of a file changes on its way, which no checksum of the network has noticed. */
class SpoiltTransferTest {

    private static final int CHUNK = 1 << 20;
    private static final int CHUNKS = 6;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    @Test
    void shouldSendTheChunkAgainAndNoOther() throws Exception {
        byte[] content = new byte[CHUNKS * CHUNK];
        new Random(3).nextBytes(content);
        Path file = Files.write(directory.resolve("file"), content);
        Path downloads = directory.resolve("downloads");
        try (ChatProcess receiver = ChatProcess.receive(downloads, "--once", "--json");
                MeteringProxy proxy = new MeteringProxy(Integer.parseInt(receiver.tcpPort()))) {
            proxy.spoil(CHUNK / 2); // what is said before chunk 0 is far shorter
            try (ChatProcess sender = ChatProcess.start(
                    "send", "127.0.0.1", file.toString(), "--tcp-port", Integer.toString(proxy.port()))) {
                assertThat(sender.exitCode()).as(sender.toString()).isZero();
            }
            assertThat(receiver.exitCode()).as(receiver.toString()).isZero();
            assertThat(proxy.sent()).isBetween((CHUNKS + 1L) * CHUNK, (CHUNKS + 1L) * CHUNK + CHUNK / 4);
        }
        assertThat(downloads.resolve("file")).hasSameBinaryContentAs(file);
    }
}
