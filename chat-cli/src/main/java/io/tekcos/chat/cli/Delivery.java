package io.tekcos.chat.cli;

import io.tekcos.chat.file.SendOptions;
import io.tekcos.chat.file.Transfer;
import io.tekcos.chat.file.TransferProgress;
import io.tekcos.chat.model.PeerUnreachableException;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.model.SessionClosed.Initiator;
import io.tekcos.chat.model.SessionClosedException;
import io.tekcos.chat.model.TransferException;
import io.tekcos.chat.model.TransferFault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends files to one server: when a session is lost by another one, in which the transfer goes on, and again from the beginning if
 * they were changed meanwhile, once. One thread runs it.
 */
final class Delivery {

    private static final Duration FIRST_DELAY = Duration.ofMillis(200);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(5);

    /** How long the news that the session is over may be later than that the transfer is. */
    private static final long NEWS_SECONDS = 6;

    private final Supplier<CompletableFuture<Route>> connect;
    private final SendOptions options;
    private final Duration resume;
    private final String ownName;
    private final Transfers transfers;
    private final Output output;
    private boolean startedOver;
    private volatile @Nullable Transfer last;

    /**
     * @param connect begins a session
     * @param resume how long to go without a connection
     * @param ownName what the server sees us as
     */
    Delivery(
            Supplier<CompletableFuture<Route>> connect,
            SendOptions options,
            Duration resume,
            String ownName,
            Transfers transfers,
            Output output) {
        this.connect = connect;
        this.options = options;
        this.resume = resume;
        this.ownName = ownName;
        this.transfers = transfers;
        this.output = output;
    }

    /**
     * Sends files; returns the exit code, or throws one of the failures of {@link Failure}.
     *
     * @param files says which, when there is a session
     */
    int run(Supplier<List<Path>> files) throws InterruptedException {
        Route route = connect.get().join();
        List<Path> paths = files.get();
        while (true) {
            try {
                send(route, paths);
                return ExitCode.DONE;
            } catch (CompletionException failed) {
                Throwable why = Transfers.cause(failed);
                if (isLost(route, why)) {
                    route = reconnect(route.lastConnected().getAsLong() + resume.toNanos(), route, why);
                } else if (!startsOver(route, why)) {
                    return sayFailure(route, why);
                }
            }
        }
    }

    /** Offers them, again while the peer is busy: what a process before this one sent may still be on its way there. */
    private void send(Route route, List<Path> paths) throws InterruptedException {
        long deadline = 0;
        for (Duration delay = FIRST_DELAY; ; delay = next(delay)) {
            try {
                attempt(route, paths);
                return;
            } catch (CompletionException failed) {
                boolean isFirst = delay.equals(FIRST_DELAY);
                deadline = isFirst ? System.nanoTime() + resume.toNanos() : deadline;
                if (!isBusy(failed) || System.nanoTime() + delay.toNanos() >= deadline) {
                    throw failed;
                } else if (isFirst) {
                    output.note(Failure.of(failed).text() + ". This program does so by itself.");
                }
            }
            TimeUnit.NANOSECONDS.sleep(delay.toNanos());
        }
    }

    private static boolean isBusy(CompletionException failed) {
        return Transfers.cause(failed) instanceof TransferException failure && failure.fault() == TransferFault.BUSY;
    }

    private void attempt(Route route, List<Path> paths) {
        last = null;
        Recipient to = route.to();
        Transfer transfer = to.courier().send(paths, options).join();
        last = transfer;
        output.fileOffered(to, ownName, transfer.offered(), transfer.leftOut());
        transfers.watch(transfer, false, to.name()).join();
    }

    /** Whether nothing is to blame but the connection. */
    private static boolean isLost(Route route, Throwable why) {
        boolean isOver = why instanceof SessionClosedException
                || (why instanceof TransferException failure && failure.fault() == TransferFault.SESSION_ENDED);
        if (!isOver) {
            return false;
        }
        CompletableFuture<@Nullable SessionClosed> news = new CompletableFuture<>();
        var unused = route.whenClosed().thenAccept(news::complete);
        SessionClosed closed =
                news.completeOnTimeout(null, NEWS_SECONDS, TimeUnit.SECONDS).join();
        return closed != null && closed.by() == Initiator.NETWORK;
    }

    private boolean startsOver(Route route, Throwable why) {
        boolean isChanged = why instanceof TransferException failure && failure.fault() == TransferFault.SOURCE_CHANGED;
        if (!isChanged || startedOver) {
            return false;
        }
        startedOver = true;
        sayFailure(route, why);
        output.note("It starts over, once.");
        return true;
    }

    /** Begins another session, as long as there is time for it. */
    private Route reconnect(long deadline, Route lost, Throwable why) throws InterruptedException {
        boolean said = false;
        for (Duration delay = FIRST_DELAY; System.nanoTime() + delay.toNanos() < deadline; delay = next(delay)) {
            if (!said) {
                said = true;
                output.note("Connecting anew, to go on where it stopped.");
            }
            TimeUnit.NANOSECONDS.sleep(delay.toNanos());
            try {
                return connect.get().join();
            } catch (CompletionException failed) {
                if (!(Transfers.cause(failed) instanceof PeerUnreachableException)) {
                    throw failed;
                }
            }
        }
        sayFailure(lost, why);
        throw new PeerUnreachableException("the connection did not come back in time", why);
    }

    private static Duration next(Duration delay) {
        Duration doubled = delay.multipliedBy(2);
        return doubled.compareTo(LONGEST_DELAY) < 0 ? doubled : LONGEST_DELAY;
    }

    /** Says how far it had come when somebody interrupts it; any thread. */
    void sayInterrupted() {
        Transfer underway = last;
        TransferProgress progress = underway == null ? null : underway.progress();
        if (progress != null && progress.bytes() > 0 && progress.state() != TransferProgress.State.OVER) {
            output.note("Interrupted at " + Sizes.bytes(progress.bytes()) + " of " + Sizes.bytes(progress.totalBytes())
                    + ", which stay there: the rest goes when it is sent again.");
        }
    }

    private int sayFailure(Route route, Throwable why) {
        Failure failure = Failure.of(why);
        Transfer failed = last;
        if (failed == null) { // the peer has not heard of it: what was named cannot be sent
            output.error(failure.code(), failure.text());
            return failure.exitCode() == ExitCode.REFUSED ? ExitCode.USAGE : failure.exitCode();
        }
        transfers.sayFailure(new Underway(false, route.to().name(), failed.offered(), failed.progress()), why);
        return failure.exitCode();
    }
}
