package io.tekcos.chat.tests.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of an outbox that cannot be used, and of texts that stay in one. */
class OutboxOptionTest {

    private static final int TEXTS = 10;
    private static final int VERSION_AT = 5; // its last byte, in the header of a journal

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    @Test
    void shouldSayWhatIsLeftAndDeliverItNextTime() throws Exception {
        try (ChatProcess server = ChatProcess.serve();
                ChatProcess client = connect(server)) {
            client.awaitErr("Connected");
            server.signal("STOP");
            client.type("one").type("two");
            awaitInFile("two");
            client.signal("TERM");
            client.awaitErr("2 texts are in the outbox");
            assertThat(client.exitCode()).isEqualTo(143);
            server.signal("CONT");
            try (ChatProcess next = connect(server)) {
                next.awaitErr("2 texts from before are on their way.");
                assertThat(next.endInput().exitCode()).isZero();
            }
            server.awaitMessage("one");
            server.awaitMessage("two");
        }
    }

    @Test
    void shouldRefuseASecondProcess() {
        try (ChatProcess server = ChatProcess.serve();
                ChatProcess first = connect(server)) {
            first.awaitErr("Connected");
            try (ChatProcess second = connect(server)) {
                assertThat(second.exitCode()).isEqualTo(1);
                assertThat(second.err())
                        .singleElement()
                        .asString()
                        .startsWith("chat: ")
                        .contains("in use");
            }
            first.type("unharmed");
            server.awaitMessage("unharmed");
        }
    }

    @Test
    void shouldLeaveAJournalAloneThatIsDamagedForeignOrNewer() throws Exception {
        try (ChatProcess server = ChatProcess.serve()) {
            leaveTexts(server);
            Path file = onlyFile();
            byte[] sound = Files.readAllBytes(file);
            byte[] damaged = sound.clone();
            damaged[sound.length / 2] ^= 1;
            requireRefused(server, file, damaged, "is damaged");
            requireRefused(server, file, "nothing of the kind".repeat(100).getBytes(UTF_8), "is not the journal");
            byte[] newer = sound.clone();
            newer[VERSION_AT]++;
            requireRefused(server, file, newer, "of a newer version");

            Files.write(file, sound);
            Files.write(file, new byte[] {0, 0, 0, 40, 1}, StandardOpenOption.APPEND); // as a crash leaves it
            server.signal("CONT");
            try (ChatProcess next = connect(server)) {
                assertThat(next.endInput().exitCode()).as(next.toString()).isZero();
            }
            server.awaitMessage("text " + TEXTS);
        }
    }

    private void leaveTexts(ChatProcess server) throws Exception {
        try (ChatProcess client = connect(server)) {
            client.awaitErr("Connected");
            server.signal("STOP");
            for (int number = 1; number <= TEXTS; number++) {
                client.type("text " + number);
            }
            client.endInput();
            awaitInFile("text " + TEXTS);
            client.kill();
            client.exitCode();
        }
    }

    private void requireRefused(ChatProcess server, Path file, byte[] content, String why) throws IOException {
        Files.write(file, content);
        try (ChatProcess client = connect(server)) {
            assertThat(client.exitCode()).isEqualTo(1);
            assertThat(client.err())
                    .singleElement()
                    .asString()
                    .startsWith("chat: ")
                    .contains(why);
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(content);
    }

    private ChatProcess connect(ChatProcess server) {
        return ChatProcess.connect(server, "--outbox", outbox().toString());
    }

    private Path outbox() {
        return directory.resolve("outbox");
    }

    private Path onlyFile() throws IOException {
        try (Stream<Path> files = Files.list(outbox())) {
            return files.filter(file -> file.toString().endsWith(".journal"))
                    .findAny()
                    .orElseThrow();
        }
    }

    /** People are not told of each text that is accepted. */
    private void awaitInFile(String text) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!Files.readString(onlyFile(), ISO_8859_1).contains(text)) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(1_000_000);
        }
    }
}
