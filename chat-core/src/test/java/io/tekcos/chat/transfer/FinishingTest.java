package io.tekcos.chat.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.tekcos.chat.file.OfferedFiles;
import io.tekcos.chat.file.ReceivePolicy;
import io.tekcos.chat.file.TransferProgress.State;
import io.tekcos.chat.file.TransferResult;
import io.tekcos.chat.folder.ArrivingChunk;
import io.tekcos.chat.folder.Downloads;
import io.tekcos.chat.folder.Partial;
import io.tekcos.chat.model.TransferId;
import io.tekcos.chat.wire.Accept;
import io.tekcos.chat.wire.Done;
import io.tekcos.chat.wire.ManifestEntry;
import io.tekcos.chat.wire.Offer;
import io.tekcos.chat.wire.OfferId;
import io.tekcos.chat.wire.Sha256;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All bytes are there, and the sender is lost before it hears so: what it offers anew is not received once more. */
class FinishingTest {

    private static final OfferedFiles FILE = new OfferedFiles(new TransferId(1, 2), "notes.txt", 1, 5);
    private static final byte[] BYTES = {1, 2, 3, 4, 5};

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    private final byte[] list =
            new ManifestEntry(ManifestEntry.Kind.FILE, false, 0, BYTES.length, FILE.name()).toBytes();
    private final NotedPort port = new NotedPort();
    private final NotedPort otherPort = new NotedPort();
    private final IncomingTransfer first = transfer(port);
    private final IncomingTransfer second = transfer(otherPort);
    private final EmbeddedChannel connection = new EmbeddedChannel();
    private final EmbeddedChannel otherConnection = new EmbeddedChannel();

    @BeforeEach
    void receiveAll() {
        try (Partial partial = Downloads.in(folder)
                .open(FILE, list.length, Sha256.of(ByteBuffer.wrap(list)), ReceivePolicy.into(folder))) {
            partial.addManifest(list, list.length);
            partial.endManifest();
            ByteBuffer bytes = ByteBuffer.wrap(BYTES);
            partial.write(0, Sha256.of(bytes.duplicate()), new ArrivingChunk(bytes));
        }
    }

    @AfterEach
    void close() {
        connection.finishAndReleaseAll();
        otherConnection.finishAndReleaseAll();
        port.close();
        otherPort.close();
    }

    @Test
    void shouldNotGiveWayWhileItGivesTheNames() throws Exception {
        accept(first, port);
        CompletableFuture<?> asked = Claims.SHARED.take(folder, FILE.id(), second); // heard while it finishes
        first.attach(connection);
        first.onConnectionLost();
        assertThat(first.progress().state()).isEqualTo(State.FINISHING);

        runUntil(asked::isDone);
        assertThat(first.whenDone()).isCompleted();
        assertThat(finished(second, otherPort).paths()).containsExactly(notes());
        assertNothingElse();
    }

    @Test
    void shouldAnswerFromWhatIsFinishedWhenTheSessionEndedMeanwhile() throws Exception {
        finishWithoutSession();

        assertThat(finished(second, otherPort).paths()).containsExactly(notes());
        assertNothingElse();
    }

    @Test
    void shouldAnswerFromWhatIsFinishedWhenTheConnectionWasLostBefore() throws Exception {
        accept(first, port);
        first.attach(connection);
        first.onConnectionLost();
        runUntil(first.whenDone()::isDone);
        assertThat(port.told).last().isInstanceOf(Done.class);

        assertThat(finished(second, otherPort).paths()).containsExactly(notes());
        assertNothingElse();
    }

    @Test
    void shouldStartOverWhenWhatWasFinishedIsNotThereAnyMore() throws Exception {
        finishWithoutSession();
        Files.delete(notes());

        accept(second, otherPort);
        second.attach(otherConnection);
        assertThat(second.progress().state()).isEqualTo(State.RUNNING);
        second.cancel();
        runUntil(second.whenDone()::isDone);
    }

    private void finishWithoutSession() {
        accept(first, port);
        first.attach(connection);
        first.onSessionEnd("it was cut");
        runUntil(first.whenDone()::isDone);
        assertThat(first.whenDone()).isCompletedExceptionally();
        assertThat(folder.resolve(FILE.name())).hasBinaryContent(BYTES);
    }

    private TransferResult finished(IncomingTransfer transfer, NotedPort at) {
        accept(transfer, at);
        transfer.attach(otherConnection);
        runUntil(transfer.whenDone()::isDone);
        assertThat(at.told).last().isInstanceOf(Done.class);
        return transfer.whenDone().join();
    }

    /** Accepts it, and waits until its folder is open. */
    private void accept(IncomingTransfer transfer, NotedPort at) {
        transfer.accept(ReceivePolicy.into(folder));
        runUntil(() -> at.told.stream().anyMatch(Accept.class::isInstance));
    }

    private void runUntil(BooleanSupplier happened) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!happened.getAsBoolean()) {
            assertThat(System.nanoTime())
                    .as("%s, %s", port.told, otherPort.told)
                    .isLessThan(deadline);
            port.run();
            otherPort.run();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    private void assertNothingElse() throws Exception {
        try (var found = Files.list(folder)) {
            assertThat(found).containsExactly(folder.resolve(FILE.name()));
        }
    }

    private Path notes() throws Exception {
        return folder.toRealPath().resolve(FILE.name());
    }

    private IncomingTransfer transfer(NotedPort at) {
        Offer offer = new Offer(
                new OfferId(FILE.id(), 1), 1, FILE.bytes(), list.length, Sha256.of(ByteBuffer.wrap(list)), FILE.name());
        return new IncomingTransfer(new TransferDesk(at), at, offer);
    }
}
