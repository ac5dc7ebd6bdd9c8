package io.tekcos.chat.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.tekcos.chat.file.ReceivePolicy;
import io.tekcos.chat.file.TransferProgress.State;
import io.tekcos.chat.model.TransferException;
import io.tekcos.chat.model.TransferFault;
import io.tekcos.chat.model.TransferId;
import io.tekcos.chat.wire.Accept;
import io.tekcos.chat.wire.Bytes32;
import io.tekcos.chat.wire.Offer;
import io.tekcos.chat.wire.OfferId;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClaimsTest {

    private static final TransferId ID = new TransferId(1, 2);

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    private final NotedPort port = new NotedPort();
    private final NotedPort otherPort = new NotedPort();
    private final IncomingTransfer first = transfer(port);
    private final IncomingTransfer second = transfer(otherPort);
    private final Claims claims = new Claims();

    @AfterEach
    void close() {
        for (IncomingTransfer each : List.of(first, second)) {
            each.cancel();
            port.run();
            otherPort.run();
            each.whenDone()
                    .handle((result, why) -> "over")
                    .orTimeout(60, TimeUnit.SECONDS)
                    .join();
        }
        port.close();
        otherPort.close();
    }

    @Test
    void shouldGiveWhatNobodyHasAndTheSameAgain() {
        assertThat(claims.take(folder, ID, first)).isCompleted();
        assertThat(claims.take(folder, ID, first)).isCompleted();
        assertThat(claims.take(folder, new TransferId(1, 3), second)).isCompleted();
        assertThat(claims.take(folder.resolve("other"), ID, second)).isCompleted();
    }

    @Test
    void shouldGiveWhatWasGivenBackByWhoHadIt() {
        assertThat(claims.take(folder, ID, first)).isCompleted();
        claims.giveBack(folder, ID, second);
        assertThat(claims.take(folder, ID, second)).as("the first has it").isNotDone();

        claims.giveBack(folder, ID, first);
        assertThat(claims.take(folder, ID, second)).isCompleted();
    }

    @Test
    void shouldPassOnWhatATransferWithoutConnectionHolds() {
        accept(first, port);
        second.accept(ReceivePolicy.into(folder));
        assertThat(second.progress().state()).as("the first has not answered").isEqualTo(State.OFFERED);
        awaitAccepted(otherPort);

        assertThat(first.whenDone())
                .failsWithin(60, TimeUnit.SECONDS)
                .withThrowableThat()
                .havingCause()
                .isInstanceOfSatisfying(
                        TransferException.class, why -> assertThat(why.fault()).isEqualTo(TransferFault.SESSION_ENDED));
        assertThat(Claims.SHARED.take(folder, ID, transfer(port)))
                .as("the second holds it, and is asked on its loop")
                .isNotDone();
    }

    @Test
    void shouldLeaveATransferAloneThatHasAConnection() {
        accept(first, port);
        EmbeddedChannel connection = new EmbeddedChannel();
        first.attach(connection);

        CompletableFuture<?> asked = Claims.SHARED.take(folder, ID, second);
        port.run();
        assertThat(asked).isCompleted();
        assertThat(first.progress().state()).isEqualTo(State.RUNNING);
        Claims.SHARED.giveBack(folder, ID, second);
        assertThat(Claims.SHARED.take(folder, ID, second))
                .as("the first still has it")
                .isNotDone();
        connection.finishAndReleaseAll();
    }

    private void accept(IncomingTransfer transfer, NotedPort at) {
        transfer.accept(ReceivePolicy.into(folder));
        awaitAccepted(at);
    }

    /** Until its folder is open. */
    private void awaitAccepted(NotedPort at) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (at.told.stream().noneMatch(Accept.class::isInstance)) {
            assertThat(System.nanoTime()).as("%s", at.told).isLessThan(deadline);
            port.run();
            otherPort.run();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    private static IncomingTransfer transfer(NotedPort at) {
        Offer offer = new Offer(new OfferId(ID, 1), 1, 10, 30, Bytes32.of(new byte[Bytes32.LENGTH]), "notes.txt");
        return new IncomingTransfer(new TransferDesk(at), at, offer);
    }
}
