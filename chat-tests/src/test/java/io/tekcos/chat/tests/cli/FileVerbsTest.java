package io.tekcos.chat.tests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files from one process to another. */
class FileVerbsTest {

    private static final int BYTES = 6_000_000;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Path file;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Path downloads;

    @BeforeEach
    void write() throws IOException {
        byte[] content = new byte[BYTES];
        new Random(7).nextBytes(content);
        file = Files.write(folder.resolve("notes"), content);
        downloads = folder.resolve("got");
    }

    @Test
    void shouldEndBothWithZeroWhenTheFileIsThere() {
        try (ChatProcess receiver = ChatProcess.receive(downloads, "--once", "--json");
                ChatProcess sender = ChatProcess.send(receiver, file)) {
            assertThat(sender.exitCode()).as(sender.toString()).isZero();
            assertThat(receiver.exitCode()).as(receiver.toString()).isZero();
            assertThat(sender.err()).anyMatch(line -> line.startsWith("Sent notes to sue: 6.0 MB in "));
            assertThat(sender.out()).as("a pipe gets no progress").isEmpty();
        }
        assertArrived(downloads.resolve("notes"));
    }

    @Test
    void shouldPassAFileOnToStdoutAndKeepNothing() throws IOException {
        Path copy = folder.resolve("copy");
        ProcessBuilder builder = new ProcessBuilder(ChatProcess.command(
                        List.of("-Djava.io.tmpdir=" + Files.createDirectory(folder.resolve("tmp"))),
                        "receive",
                        "--once",
                        "-o",
                        "-",
                        "--accept",
                        "all",
                        "--bind",
                        "127.0.0.1",
                        "--tcp-port",
                        "0",
                        "--udp-port",
                        "0"))
                .redirectOutput(copy.toFile());
        try (ChatProcess receiver = ChatProcess.start(builder)) {
            String command = receiver.awaitErr("chat send 127.0.0.1");
            String port = command.replaceAll(".*--tcp-port (\\d+).*", "$1");
            try (ChatProcess sender =
                    ChatProcess.start("send", "127.0.0.1", "-", "--as", "notes", "--tcp-port", port)) {
                sender.type(Files.readAllBytes(file)).endInput();
                assertThat(sender.exitCode()).as(sender.toString()).isZero();
            }
            assertThat(receiver.exitCode()).as(receiver.toString()).isZero();
        }
        assertArrived(copy);
        assertThat(folder.resolve("tmp")).isEmptyDirectory();
    }

    @Test
    void shouldFailWhenNobodyWantsTheFile() {
        try (ChatProcess server = ChatProcess.serve();
                ChatProcess sender = ChatProcess.send(server, file)) {
            assertThat(sender.exitCode()).as(sender.toString()).isEqualTo(4);
            assertThat(sender.err()).anyMatch(line -> line.startsWith("chat: notes to sue: "));
        }
    }

    @Test
    void shouldAcceptNothingAndSaySoWhereNobodyCanBeAsked() throws Exception {
        try (ChatProcess receiver = ChatProcess.start(
                        "receive", "--tcp-port", "0", "--udp-port", "0", "--bind", "127.0.0.1", "--json");
                ChatProcess sender = ChatProcess.send(receiver, file)) {
            receiver.awaitErr("chat: nothing will be accepted: give --accept all");
            assertThat(sender.exitCode()).as(sender.toString()).isEqualTo(4);
            receiver.signal("TERM");
            assertThat(receiver.exitCode()).as(receiver.toString()).isZero();
            assertThat(receiver.err()).hasSize(1);
        }
    }

    @Test
    void shouldCancelATransferFromTheChatThatItRunsIn() {
        try (ChatProcess server = ChatProcess.serve("--accept", "all", "--downloads", downloads.toString());
                ChatProcess sender = ChatProcess.send(server, file, "--limit", "100K", "--json")) {
            server.awaitEvent("fileProgress"); // before that it is offered, and not yet on its way
            server.type("/cancel 1");
            assertThat(server.awaitEvent("fileFailed").get("fault").asText()).isEqualTo("cancelled");
            assertThat(sender.awaitEvent("fileFailed").get("fault").asText()).isEqualTo("cancelled");
            assertThat(sender.exitCode()).as(sender.toString()).isEqualTo(1);
        }
        assertThat(downloads.resolve("notes")).doesNotExist();
    }

    @Test
    void shouldTakeOneOfferOnlyWithOnce() throws Exception {
        try (ChatProcess receiver = ChatProcess.receive(downloads, "--once", "--json");
                ChatProcess sender = ChatProcess.send(receiver, file, "--limit", "100K", "--json")) {
            sender.awaitEvent("fileOffer");
            receiver.awaitEvent("fileOffer");
            try (ChatProcess late = ChatProcess.send(receiver, folder)) {
                assertThat(late.exitCode()).as(late.toString()).isEqualTo(4);
            }
            sender.signal("INT");
            assertThat(sender.exitCode()).as(sender.toString()).isEqualTo(130);
            assertThat(receiver.exitCode()).as(receiver.toString()).isEqualTo(1);
        }
    }

    @Test
    void shouldSayWhatIsLeftOutOfAFolder() throws IOException {
        Path tree = Files.createDirectory(folder.resolve("tree"));
        Files.createSymbolicLink(tree.resolve("out"), file);
        try (ChatProcess receiver = ChatProcess.receive(downloads, "--once", "--json");
                ChatProcess sender = ChatProcess.send(receiver, tree, "--json")) {
            assertThat(sender.exitCode()).as(sender.toString()).isZero();
            assertThat(sender.events("fileOffer").get(0).get("leftOut").asInt()).isEqualTo(1);
            assertThat(receiver.exitCode()).as(receiver.toString()).isZero();
        }
        assertThat(downloads.resolve("tree")).isEmptyDirectory();
    }

    @Test
    void shouldTakeTheSameAgainWithOnceWhenItsSenderWasKilled() {
        try (ChatProcess receiver = ChatProcess.receive(downloads, "--once", "--json", "--sha256");
                ChatProcess sender = ChatProcess.send(receiver, file, "--limit", "2M", "--json")) {
            receiver.awaitEvent("fileProgress", event -> event.get("bytes").asLong() > 0);
            sender.kill();
            try (ChatProcess again = ChatProcess.send(receiver, file, "--sha256", "--json")) {
                assertThat(again.exitCode()).as(again.toString()).isZero();
                assertThat(receiver.exitCode()).as(receiver.toString()).isZero();
                assertThat(again.events("fileDone").get(0).get("sha256"))
                        .isEqualTo(receiver.events("fileDone").get(0).get("sha256"))
                        .isNotNull();
            }
        }
        assertArrived(downloads.resolve("notes"));
    }

    @Test
    void shouldSayThatAnOfferIsWithdrawnWhenItsSenderIsInterrupted() throws Exception {
        try (ChatProcess server = ChatProcess.serve("--accept", "ask", "--downloads", downloads.toString());
                ChatProcess sender = ChatProcess.send(server, file)) {
            server.awaitEvent("fileOffer");
            sender.signal("INT");
            assertThat(server.awaitEvent("fileFailed").get("fault").asText()).isEqualTo("session_ended");
            assertThat(sender.exitCode()).as(sender.toString()).isEqualTo(130);
        }
    }

    @Test
    void shouldRefuseWhenNobodyCanBeAskedAnyMore() {
        try (ChatProcess server = ChatProcess.serve("--accept", "ask", "--downloads", downloads.toString());
                ChatProcess sender = ChatProcess.send(server, file)) {
            server.awaitEvent("fileOffer");
            server.endInput();
            assertThat(sender.exitCode()).as(sender.toString()).isEqualTo(4);
        }
    }

    @Test
    void shouldGoOnWhenTheReceiverWasKilledAndIsStartedAgain() {
        try (ChatProcess receiver = ChatProcess.receive(downloads, "--json");
                ChatProcess sender = ChatProcess.send(receiver, file, "--limit", "2M", "--json")) {
            receiver.awaitEvent("fileProgress", event -> event.get("bytes").asLong() > 0);
            receiver.kill();
            try (ChatProcess again = ChatProcess.receiveAt(receiver.tcpPort(), downloads, "--json", "--once")) {
                assertThat(sender.exitCode()).as(sender.toString()).isZero();
                assertThat(again.exitCode()).as(again.toString()).isZero();
                assertThat(sender.events("connected")).hasSize(2);
            }
        }
        assertArrived(downloads.resolve("notes"));
    }

    @Test
    void shouldSendAFileInAChatEachWay() throws IOException {
        Path other = folder.resolve("other");
        try (ChatProcess server = ChatProcess.serve("--accept", "ask", "--downloads", downloads.toString());
                ChatProcess client = ChatProcess.connect(
                        server, "--json", "--name", "ann", "--accept", "all", "--downloads", other.toString())) {
            client.type("/file " + file);
            assertThat(server.awaitEvent("fileOffer").get("number").asInt()).isEqualTo(1);
            server.type("/accept 1").awaitEvent("fileDone");
            client.awaitEvent("fileDone");
            server.type("/file " + file + " @ann")
                    .awaitEvent("fileDone", event -> event.get("path").asText().equals(file.toString()));
            assertThat(client.endInput().exitCode()).as(client.toString()).isZero();
        }
        assertArrived(downloads.resolve("notes"));
        assertArrived(other.resolve("notes"));
    }

    @Test
    void shouldWaitForAFileAtTheEndOfInput() {
        try (ChatProcess server = ChatProcess.serve("--accept", "all", "--downloads", downloads.toString());
                ChatProcess client = ChatProcess.connect(server)) {
            client.type("/file " + file).endInput();
            assertThat(client.exitCode()).as(client.toString()).isZero();
        }
        assertArrived(downloads.resolve("notes"));
    }

    @Test
    void shouldEndWithTheSignalAndLeaveTheRestForLater() throws Exception {
        try (ChatProcess receiver = ChatProcess.receive(downloads, "--json");
                ChatProcess sender = ChatProcess.send(receiver, file, "--limit", "1M", "--json")) {
            sender.awaitEvent("fileOffer");
            sender.signal("INT");
            assertThat(sender.exitCode()).as(sender.toString()).isEqualTo(130);
            assertThat(receiver.awaitEvent("fileFailed").get("fault").asText()).isEqualTo("session_ended");
            receiver.signal("TERM");
            assertThat(receiver.exitCode()).as(receiver.toString()).isZero();
        }
        assertThat(downloads.resolve("notes")).doesNotExist();
    }

    private void assertArrived(Path copy) {
        assertThat(copy).hasSameBinaryContentAs(file);
    }
}
