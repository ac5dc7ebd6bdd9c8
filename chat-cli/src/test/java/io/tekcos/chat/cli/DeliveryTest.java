package io.tekcos.chat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tekcos.chat.file.SendOptions;
import io.tekcos.chat.file.Transfer;
import io.tekcos.chat.file.TransferProgress.State;
import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.PeerUnreachableException;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.model.SessionClosed.Initiator;
import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.model.TransferException;
import io.tekcos.chat.model.TransferFault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class DeliveryTest {

    private static final List<Path> PATHS = List.of(Path.of("notes.txt"));

    private final List<String> shown = new ArrayList<>();
    private final Output output = new PeopleOutput(shown::add, shown::add, Colours.OFF, false);
    private final Queue<CompletableFuture<Route>> routes = new ArrayDeque<>();
    private final Queue<CompletableFuture<Transfer>> transfers = new ArrayDeque<>();
    private final List<List<Path>> sent = new ArrayList<>();

    @Test
    void shouldEndWithZeroWhenItIsThere() throws InterruptedException {
        routes.add(route(Initiator.LOCAL));
        transfers.add(transfer(new FakeTransfer().complete()));

        assertThat(delivery(Duration.ofMinutes(2)).run(() -> PATHS)).isEqualTo(ExitCode.DONE);
        assertThat(shown).hasSize(2).first().isEqualTo("Offered notes.txt (1.0 MB) to sue.");
        assertThat(shown).last().asString().startsWith("Sent notes.txt to sue: 1.0 MB in ");
    }

    @Test
    void shouldSayByTheExitCodeThatThePeerDeclined() throws InterruptedException {
        routes.add(route(Initiator.LOCAL));
        transfers.add(transfer(new FakeTransfer().fail(TransferFault.DECLINED)));

        assertThat(delivery(Duration.ofMinutes(2)).run(() -> PATHS)).isEqualTo(ExitCode.REFUSED);
        assertThat(shown).last().isEqualTo("chat: notes.txt to sue: it was \\u{1b}[2JDECLINED");
    }

    @Test
    void shouldFailWhenTheOfferCannotBeMade() throws InterruptedException {
        routes.add(route(Initiator.LOCAL));
        transfers.add(CompletableFuture.failedFuture(
                new TransferException(TransferFault.SOURCE_UNREADABLE, "no permission")));

        assertThat(delivery(Duration.ofMinutes(2)).run(() -> PATHS)).isEqualTo(ExitCode.FAILED);
        assertThat(shown).containsExactly("chat: no permission");
    }

    @ParameterizedTest
    @CsvSource({"EXISTS, 2", "TOO_LARGE, 2", "STORAGE, 1"})
    void shouldNotBlameThePeerForWhatItWasNotOffered(TransferFault fault, int exitCode) throws InterruptedException {
        routes.add(route(Initiator.LOCAL));
        transfers.add(CompletableFuture.failedFuture(new TransferException(fault, "named twice")));

        assertThat(delivery(Duration.ofMinutes(2)).run(() -> PATHS)).isEqualTo(exitCode);
    }

    @Test
    void shouldSayHowFarItHadComeWhenItIsInterrupted() throws InterruptedException {
        routes.add(route(Initiator.LOCAL));
        FakeTransfer running = new FakeTransfer().at(State.RUNNING, 420_000);
        transfers.add(transfer(running));
        Delivery delivery = delivery(Duration.ofMinutes(2));
        delivery.sayInterrupted();
        running.onFollowed(() -> {
            delivery.sayInterrupted();
            running.complete();
        });

        assertThat(delivery.run(() -> PATHS)).isEqualTo(ExitCode.DONE);
        assertThat(shown)
                .containsOnlyOnce("Interrupted at 420.0 kB of 1.0 MB, which stay there: the rest goes when it is sent"
                        + " again.");
    }

    @Test
    void shouldGoOnInAnotherSessionWhenOneIsLost() throws InterruptedException {
        routes.add(route(Initiator.NETWORK));
        transfers.add(transfer(new FakeTransfer().at(State.RUNNING, 5).fail(TransferFault.SESSION_ENDED)));
        routes.add(CompletableFuture.failedFuture(new PeerUnreachableException("not yet", null)));
        routes.add(route(Initiator.LOCAL));
        transfers.add(transfer(new FakeTransfer().complete()));

        assertThat(delivery(Duration.ofMinutes(2)).run(() -> PATHS)).isEqualTo(ExitCode.DONE);
        assertThat(sent).containsExactly(PATHS, PATHS);
        assertThat(shown)
                .contains("Connecting anew, to go on where it stopped.")
                .noneMatch(line -> line.startsWith("chat:"));
    }

    @Test
    void shouldNotConnectAnewWhenThePeerHasEndedTheSession() throws InterruptedException {
        routes.add(route(Initiator.PEER));
        transfers.add(transfer(new FakeTransfer().fail(TransferFault.SESSION_ENDED)));

        assertThat(delivery(Duration.ofMinutes(2)).run(() -> PATHS)).isEqualTo(ExitCode.FAILED);
        assertThat(sent).hasSize(1);
    }

    @Test
    void shouldGiveUpWhenTheResumeWindowIsOver() {
        routes.add(route(Initiator.NETWORK));
        transfers.add(transfer(new FakeTransfer().fail(TransferFault.SESSION_ENDED)));

        assertThatThrownBy(() -> delivery(Duration.ZERO).run(() -> PATHS)).isInstanceOf(PeerUnreachableException.class);
        assertThat(sent).hasSize(1);
    }

    @Test
    void shouldStartOverOnceWhenTheSourceHasChanged() throws InterruptedException {
        routes.add(route(Initiator.LOCAL));
        transfers.add(transfer(new FakeTransfer().fail(TransferFault.SOURCE_CHANGED)));
        transfers.add(transfer(new FakeTransfer().fail(TransferFault.SOURCE_CHANGED)));

        assertThat(delivery(Duration.ofMinutes(2)).run(() -> PATHS)).isEqualTo(ExitCode.FAILED);
        assertThat(sent).hasSize(2);
        assertThat(shown)
                .filteredOn(line -> line.equals("It starts over, once."))
                .hasSize(1);
        assertThat(shown)
                .as("the end of each")
                .filteredOn(line -> line.equals("chat: notes.txt to sue: it was \\u{1b}[2JSOURCE_CHANGED"))
                .hasSize(2);
    }

    @Test
    void shouldTryAgainWhileThePeerIsBusy() throws InterruptedException {
        routes.add(route(Initiator.LOCAL));
        transfers.add(transfer(new FakeTransfer().fail(TransferFault.BUSY)));
        transfers.add(transfer(new FakeTransfer().fail(TransferFault.BUSY)));
        transfers.add(transfer(new FakeTransfer().complete()));

        assertThat(delivery(Duration.ofMinutes(2)).run(() -> PATHS)).isEqualTo(ExitCode.DONE);
        assertThat(sent).hasSize(3);
        assertThat(shown)
                .containsOnlyOnce("it was \\u{1b}[2JBUSY. This program does so by itself.")
                .noneMatch(line -> line.startsWith("chat:"));
    }

    @Test
    void shouldGiveUpWhenThePeerStaysBusy() throws InterruptedException {
        routes.add(route(Initiator.LOCAL));
        transfers.add(transfer(new FakeTransfer().fail(TransferFault.BUSY)));

        assertThat(delivery(Duration.ZERO).run(() -> PATHS)).isEqualTo(ExitCode.FAILED);
        assertThat(shown).last().isEqualTo("chat: notes.txt to sue: it was \\u{1b}[2JBUSY");
    }

    @Test
    void shouldFailWhenNobodyIsThereAtFirst() {
        routes.add(CompletableFuture.failedFuture(new PeerUnreachableException("nobody", null)));

        assertThatThrownBy(() -> delivery(Duration.ofMinutes(2)).run(() -> PATHS))
                .hasCauseInstanceOf(PeerUnreachableException.class);
    }

    private Delivery delivery(Duration resume) {
        return new Delivery(
                routes::remove, SendOptions.DEFAULT, resume, "ann", new Transfers(output, Runnable::run), output);
    }

    private CompletableFuture<Route> route(Initiator by) {
        Recipient sue = new Recipient(new SessionId(0, 1), "sue", (paths, options) -> {
            sent.add(paths);
            return transfers.remove();
        });
        SessionClosed closed = new SessionClosed(CloseCause.CONNECTION_LOST, by, "");
        return CompletableFuture.completedFuture(
                new Route(sue, CompletableFuture.completedFuture(closed), System::nanoTime));
    }

    private static CompletableFuture<Transfer> transfer(Transfer transfer) {
        return CompletableFuture.completedFuture(transfer);
    }
}
