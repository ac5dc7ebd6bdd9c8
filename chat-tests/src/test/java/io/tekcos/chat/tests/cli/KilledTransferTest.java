package io.tekcos.chat.tests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Either end of a transfer is killed with -9 at random bytes of it and started again: what arrives is what was sent, and less than two
 * chunks are sent again for a kill.
 */
class KilledTransferTest {

    private static final int MIB = 1 << 20;
    private static final long MOST_SENT_AGAIN = 2 * MIB;

    /** What else a session sends in a life of its sender, and what stands before a chunk. */
    private static final long BESIDES_IN_A_LIFE = 64 * 1024;

    private static final long BESIDES_A_CHUNK = 64;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    private final Random random = new Random(1);
    private final List<ChatProcess> started = new ArrayList<>();

    @AfterEach
    void end() {
        started.forEach(ChatProcess::close);
    }

    @Test
    void shouldArriveWhenEitherEndIsKilled() throws Exception {
        kill(16, 4);
    }

    @Test
    @Tag("soak")
    void shouldArriveWhenEitherEndIsKilledFiftyTimes() throws Exception {
        for (int round = 0; round < 5; round++) {
            kill(1024, 10);
        }
    }

    private void kill(int mebibytes, int times) throws Exception {
        long size = (long) mebibytes * MIB;
        Path file = write(mebibytes);
        Path downloads = directory.resolve("downloads");
        ChatProcess receiver = receive("0", downloads);
        String port = receiver.tcpPort();
        try (MeteringProxy proxy = new MeteringProxy(Integer.parseInt(port))) {
            proxy.stopAt(nextStop(proxy, size / times));
            ChatProcess sender = send(file, proxy);
            for (int kill = 1; kill <= times; kill++) {
                proxy.awaitStop();
                assertIsInside(receiver, sender, downloads);
                boolean atSender = random.nextBoolean();
                kill(atSender ? sender : receiver);
                proxy.stopAt(kill == times ? Long.MAX_VALUE : nextStop(proxy, size / times * (kill + 1) - MIB));
                if (atSender) {
                    sender = send(file, proxy);
                } else {
                    receiver = receive(port, downloads);
                }
            }
            assertThat(sender.exitCode()).as(sender.toString()).isZero();
            assertThat(proxy.sent() - size)
                    .as("bytes sent again, and besides")
                    .isLessThan(times * (MOST_SENT_AGAIN + BESIDES_IN_A_LIFE) + mebibytes * BESIDES_A_CHUNK);
        }
        receiver.awaitEvent("fileDone");
        assertThat(downloads.resolve(file.getFileName())).hasSameBinaryContentAs(file);
        Files.delete(downloads.resolve(file.getFileName()));
        assertThat(list(downloads)).as("what is left").isEmpty();
        receiver.close();
    }

    private static void kill(ChatProcess victim) {
        victim.kill();
        victim.exitCode();
    }

    /** Somewhere before a byte, but not before the life that begins has brought bytes of the file. */
    private long nextStop(MeteringProxy proxy, long before) {
        long from = proxy.sent() + BESIDES_IN_A_LIFE;
        return from < before ? random.nextLong(from, before) : from;
    }

    private static void assertIsInside(ChatProcess receiver, ChatProcess sender, Path downloads) throws IOException {
        assertThat(receiver.isAlive() && sender.isAlive()).isTrue();
        receiver.awaitEvent("fileOffer");
        assertThat(receiver.events("fileDone")).isEmpty();
        assertThat(sender.events("fileDone")).isEmpty();
        assertThat(list(downloads)).as("the partial").isNotEmpty();
    }

    private ChatProcess receive(String port, Path downloads) {
        return remember(ChatProcess.receiveAt(port, downloads, "--json"));
    }

    private ChatProcess send(Path file, MeteringProxy proxy) {
        return remember(ChatProcess.start(
                "send", "127.0.0.1", file.toString(), "--tcp-port", Integer.toString(proxy.port()), "--json"));
    }

    private ChatProcess remember(ChatProcess process) {
        started.add(process);
        return process;
    }

    private Path write(int mebibytes) throws IOException {
        Path file = directory.resolve("file");
        byte[] content = new byte[MIB];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int i = 0; i < mebibytes; i++) {
                random.nextBytes(content);
                out.write(content);
            }
        }
        return file;
    }

    private static String[] list(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(Path::toString).toArray(String[]::new);
        }
    }
}
