package io.tekcos.chat.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.ChatClient;
import io.tekcos.chat.ChatServer;
import io.tekcos.chat.Session;
import io.tekcos.chat.file.Offer;
import io.tekcos.chat.file.ReceivePolicy;
import io.tekcos.chat.file.SendOptions;
import io.tekcos.chat.file.Transfer;
import io.tekcos.chat.file.TransferProgress.State;
import io.tekcos.chat.file.TransferResult;
import io.tekcos.chat.model.TransferException;
import io.tekcos.chat.model.TransferFault;
import io.tekcos.chat.model.Via;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files from one program to another, whichever of the two is the server. */
class FilesTest {

    private static final int MIB = 1 << 20;

    /** So slow that a transfer of some chunks is still going on when a test has looked at it. */
    private static final SendOptions SLOWLY = SendOptions.DEFAULT.withBytesPerSecond(2 * MIB);

    @TempDir
    private Path directory;

    private final BlockingQueue<Session> accepted = new LinkedBlockingQueue<>();
    private final BlockingQueue<Transfer> incoming = new LinkedBlockingQueue<>();
    private ChatServer server;
    private CuttingProxy proxy;

    @BeforeEach
    void start() throws IOException {
        server = ChatServer.builder()
                .bindAddress("127.0.0.1")
                .tcpPort(0)
                .udpPort(0)
                .onSession(session -> {
                    session.onOffer(this::accept);
                    session.listen(new Heard());
                    accepted.add(session);
                })
                .start();
        proxy = new CuttingProxy(server.tcpPort());
    }

    @AfterEach
    void end() throws IOException {
        proxy.close();
        server.closeNow();
    }

    @Test
    void shouldBringATreeToTheServer() throws IOException {
        Path tree = tree();
        try (Session client = connect()) {
            Transfer sent = Waiting.get(client.sendFiles(List.of(tree)));
            TransferResult result = Waiting.get(sent.whenDone());
            TransferResult received = Waiting.get(Waiting.take(incoming).whenDone());

            assertSame(tree, downloads().resolve("tree"));
            assertThat(received.digest()).isEqualTo(result.digest());
            assertThat(received.paths())
                    .containsExactly(downloads().toRealPath().resolve("tree"));
            assertThat(sent.progress().state()).isEqualTo(State.OVER);
            assertThat(sent.progress().bytes()).isEqualTo(sent.offered().bytes());
        }
    }

    @Test
    void shouldBringATreeToTheClient() throws IOException {
        Path tree = tree();
        try (Session client = connect()) {
            client.onOffer(this::accept);
            assertThat(Waiting.get(client.send("ready", Via.TCP)).id()).isNotNegative(); // so is its handler
            Transfer sent = Waiting.get(Waiting.take(accepted).sendFiles(List.of(tree)));
            Waiting.get(sent.whenDone());
            Waiting.get(Waiting.take(incoming).whenDone());

            assertSame(tree, downloads().resolve("tree"));
        }
    }

    @Test
    void shouldGoOnWhenAllConnectionsAreCut() throws IOException {
        Path file = file("file", 5 * MIB + 7);
        try (Session client = connect()) {
            Transfer sent = Waiting.get(client.sendFiles(List.of(file), SLOWLY));
            Waiting.until("two chunks are there", () -> sent.progress().bytes() >= 2 * MIB);
            assertThat(sent.whenDone()).isNotDone();
            proxy.cut();

            Waiting.get(sent.whenDone());
            Waiting.get(Waiting.take(incoming).whenDone());
            assertSame(file, downloads().resolve("file"));
            assertThat(client.counters().resumes()).isPositive();
        }
    }

    @Test
    void shouldGoOnInAnotherSession() throws IOException {
        Path file = file("file", 5 * MIB + 7);
        Transfer first;
        try (Session client = connect()) {
            first = Waiting.get(client.sendFiles(List.of(file), SLOWLY));
            Waiting.until("two chunks are there", () -> first.progress().bytes() >= 2 * MIB);
        }
        assertThat(fault(first)).isEqualTo(TransferFault.SESSION_ENDED);
        assertThat(fault(Waiting.take(incoming))).isEqualTo(TransferFault.SESSION_ENDED);
        assertThat(downloads().resolve("file")).doesNotExist();

        try (Session client = connect()) {
            Transfer second = Waiting.get(client.sendFiles(List.of(file), SLOWLY));
            assertThat(second.offered()).isEqualTo(first.offered());
            Waiting.until("it is known what is there", () -> second.progress().bytes() > 0);
            assertThat(second.progress().bytes()).isGreaterThanOrEqualTo(2 * MIB);
            Waiting.get(second.whenDone());
            assertSame(file, downloads().resolve("file"));
        }
    }

    /** As when the sender was killed: its session waits for it at the server until somebody gives it up. */
    @Test
    void shouldGoOnWhileTheSessionBeforeIsStillWaitedFor() throws IOException {
        Path file = file("file", 5 * MIB + 7);
        Session first = connect();
        Transfer before = Waiting.get(first.sendFiles(List.of(file), SLOWLY));
        Waiting.until("two chunks are there", () -> before.progress().bytes() >= 2 * MIB);
        Transfer held = Waiting.take(incoming);
        proxy.refuse(true);
        proxy.cut();
        Waiting.until("the server has noticed", () -> server.counters().sessionsDetached() == 1);
        try (Session second = ChatClient.connect("127.0.0.1", server.tcpPort())) {
            Transfer sent = Waiting.get(second.sendFiles(List.of(file), SLOWLY));
            Waiting.until("it is known what is there", () -> sent.progress().bytes() > 0);

            assertThat(fault(held)).isEqualTo(TransferFault.SESSION_ENDED);
            assertThat(sent.progress().bytes()).isGreaterThanOrEqualTo(2 * MIB);
            Waiting.get(sent.whenDone());
            assertSame(file, downloads().resolve("file"));
        }
        first.closeNow();
    }

    @Test
    void shouldNotDisturbWhatIsOnItsWayInAnotherSession() throws IOException {
        Path file = file("file", 3 * MIB);
        try (Session first = connect();
                Session second = connect()) {
            Transfer one = Waiting.get(first.sendFiles(List.of(file), SLOWLY));
            Waiting.until("a chunk is there", () -> one.progress().bytes() >= MIB);
            Transfer other = Waiting.get(second.sendFiles(List.of(file), SLOWLY));

            assertThat(fault(other)).isEqualTo(TransferFault.BUSY);
            Waiting.get(one.whenDone());
            assertSame(file, downloads().resolve("file"));
        }
    }

    @Test
    void shouldWaitWhileEitherSideWantsItToAndThenGoOn() throws IOException {
        Path file = file("file", 4 * MIB);
        try (Session client = connect()) {
            Transfer sent = Waiting.get(client.sendFiles(List.of(file), SLOWLY));
            Transfer received = Waiting.take(incoming);
            received.pause();
            Waiting.until("the sender waits", () -> sent.progress().state() == State.PAUSED);
            sent.pause();
            received.proceed();
            Waiting.until("the receiver waits", () -> received.progress().state() == State.PAUSED);
            sent.proceed();

            Waiting.get(sent.whenDone());
            assertSame(file, downloads().resolve("file"));
        }
    }

    @Test
    void shouldLeaveNothingOfWhatIsCancelled() throws IOException {
        Path file = file("file", 5 * MIB);
        try (Session client = connect()) {
            Transfer sent = Waiting.get(client.sendFiles(List.of(file), SLOWLY));
            Waiting.until("a chunk is there", () -> sent.progress().bytes() >= MIB);
            sent.cancel();

            assertThat(fault(sent)).isEqualTo(TransferFault.CANCELLED);
            assertThat(fault(Waiting.take(incoming))).isEqualTo(TransferFault.CANCELLED);
            assertThat(in(downloads())).isEmpty();
            assertThat(Waiting.get(client.send("still here", Via.TCP)).id()).isNotNegative();
        }
    }

    @Test
    void shouldSayWhatHasChangedWhileItWasSent() throws IOException {
        Path file = file("file", 6 * MIB);
        try (Session client = connect()) {
            Transfer sent = Waiting.get(client.sendFiles(List.of(file), SLOWLY));
            Waiting.until("a chunk is there", () -> sent.progress().bytes() >= MIB);
            Files.write(file, new byte[3 * MIB]);

            assertThat(fault(sent)).isEqualTo(TransferFault.SOURCE_CHANGED);
            assertThat(fault(Waiting.take(incoming))).isEqualTo(TransferFault.SOURCE_CHANGED);
            assertThat(in(downloads())).isEmpty();
        }
    }

    @Test
    void shouldTellTheSenderThatItIsNotWanted() throws IOException {
        Path file = file("file", 10);
        try (Session client = connect()) {
            Waiting.take(accepted).onOffer(offer -> offer.decline("not today"));
            Transfer sent = Waiting.get(client.sendFiles(List.of(file)));
            TransferException why = Waiting.failure(sent.whenDone(), TransferException.class);

            assertThat(why.fault()).isEqualTo(TransferFault.DECLINED);
            assertThat(why).hasMessage("The peer says: not today");
        }
    }

    @Test
    void shouldDeclineWhereNobodyDecides() throws IOException {
        Path file = file("file", 10);
        try (Session client = connect()) {
            Transfer sent = Waiting.get(Waiting.take(accepted).sendFiles(List.of(file)));

            assertThat(fault(sent)).isEqualTo(TransferFault.DECLINED);
            assertThat(client.whenClosed()).isNotDone();
        }
    }

    @Test
    void shouldTellBothSidesWhatIsTooLarge() throws IOException {
        Path file = file("file", 11);
        try (Session client = connect()) {
            Waiting.take(accepted)
                    .onOffer(offer -> incoming.add(
                            offer.accept(ReceivePolicy.into(downloads()).withMaxBytes(10))));
            Transfer sent = Waiting.get(client.sendFiles(List.of(file)));

            assertThat(fault(sent)).isEqualTo(TransferFault.TOO_LARGE);
            assertThat(fault(Waiting.take(incoming))).isEqualTo(TransferFault.TOO_LARGE);
        }
    }

    @Test
    void shouldTellTheSenderOfAFailingDiskButNotWhereItIs() throws IOException {
        Files.writeString(downloads(), "in place of a folder");
        try (Session client = connect()) {
            Transfer sent = Waiting.get(client.sendFiles(List.of(file("file", 11))));
            TransferException there = Waiting.failure(Waiting.take(incoming).whenDone(), TransferException.class);
            TransferException here = Waiting.failure(sent.whenDone(), TransferException.class);

            assertThat(there.fault()).isEqualTo(TransferFault.STORAGE);
            assertThat(there).hasMessageContaining(downloads().toString());
            assertThat(here.fault()).isEqualTo(TransferFault.STORAGE);
            assertThat(here).hasMessage("The peer says: the disk cannot be read or written there");
        }
    }

    @Test
    void shouldSayAtOnceWhatCannotBeRead() {
        try (Session client = connect()) {
            TransferException why =
                    Waiting.failure(client.sendFiles(List.of(directory.resolve("nothing"))), TransferException.class);

            assertThat(why.fault()).isEqualTo(TransferFault.SOURCE_UNREADABLE);
            assertThat(why).hasMessageContaining("nothing");
        }
    }

    private void accept(Offer offer) {
        incoming.add(offer.accept(ReceivePolicy.into(downloads())));
    }

    private Session connect() {
        return ChatClient.connect("127.0.0.1", proxy.port());
    }

    private Path downloads() {
        return directory.resolve("downloads");
    }

    private static TransferFault fault(Transfer failed) {
        return Waiting.failure(failed.whenDone(), TransferException.class).fault();
    }

    private Path file(String name, int bytes) throws IOException {
        byte[] content = new byte[bytes];
        new Random(bytes).nextBytes(content);
        return Files.write(directory.resolve(name), content);
    }

    private Path tree() throws IOException {
        Path tree = directory.resolve("tree");
        Files.createDirectories(tree.resolve("some").resolve("empty"));
        Files.write(tree.resolve("nothing"), new byte[0]);
        Files.move(file("large", 2 * MIB + 3), tree.resolve("large"));
        for (int i = 0; i < 100; i++) {
            Files.writeString(tree.resolve("some").resolve("file " + i), "this is file " + i);
        }
        return tree;
    }

    private static List<Path> in(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
        }
    }

    private static void assertSame(Path expected, Path actual) throws IOException {
        try (Stream<Path> all = Files.walk(expected)) {
            for (Path one : all.toList()) {
                Path other = actual.resolve(expected.relativize(one).toString());
                if (Files.isDirectory(one)) {
                    assertThat(in(other)).hasSameSizeAs(in(one));
                } else {
                    assertThat(Files.mismatch(one, other)).as("%s", one).isEqualTo(-1);
                    assertThat(modified(other)).isEqualTo(modified(one));
                }
            }
        }
    }

    /** As exactly as every Java can set it. */
    private static Instant modified(Path file) throws IOException {
        return Files.getLastModifiedTime(file).toInstant().truncatedTo(ChronoUnit.MICROS);
    }
}
