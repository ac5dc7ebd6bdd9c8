package io.tekcos.chat.cli;

import io.tekcos.chat.file.Transfer;
import io.tekcos.chat.file.TransferProgress.State;
import io.tekcos.chat.file.TransferResult;
import io.tekcos.chat.model.TransferException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Follows transfers until they are over, and says how far they have come. Any thread. */
final class Transfers {

    private static final long LOOK_MILLIS = 200;

    /** More of them are not listed. */
    private static final int MOST_LISTED = 8;

    /** Where files are read that are done: neither an event loop nor the printer may wait for that. */
    private static final Executor DIGESTING = task -> {
        Thread digesting = new Thread(task, "digest");
        digesting.setDaemon(true);
        digesting.start();
    };

    private final Output output;
    private final Executor printer;
    private final LongSupplier nanoTime;
    private final boolean digests;
    private final List<Followed> followed = new ArrayList<>();
    private @Nullable ScheduledExecutorService timer;
    private long lastSaid;
    private int lastNumber;

    /** Without digests; see the other constructor. */
    Transfers(Output output, Executor printer) {
        this(output, printer, false, System::nanoTime);
    }

    /**
     * @param digests whether to say the plain SHA-256 of what was a single file
     * @param nanoTime the clock, in nanoseconds
     */
    Transfers(Output output, Executor printer, boolean digests, LongSupplier nanoTime) {
        this.output = output;
        this.printer = printer;
        this.digests = digests;
        this.nanoTime = nanoTime;
        lastSaid = nanoTime.getAsLong();
    }

    /**
     * Follows one; its end is said, however it ends.
     *
     * @param incoming whether we receive it
     * @param peer the name of who is at the other end
     * @return completed when the end has been said; fails as the transfer does
     */
    CompletableFuture<TransferResult> follow(Transfer transfer, boolean incoming, String peer) {
        return follow(nextNumber(), transfer, incoming, peer);
    }

    /** The same of one that has a number already. */
    CompletableFuture<TransferResult> follow(int number, Transfer transfer, boolean incoming, String peer) {
        return watch(number, transfer, incoming, peer).whenComplete((result, why) -> {
            if (why != null) {
                sayFailure(underway(transfer, incoming, peer), cause(why));
            }
        });
    }

    /** The same, but a failure is not said: whoever asks may try again. */
    CompletableFuture<TransferResult> watch(Transfer transfer, boolean incoming, String peer) {
        return watch(nextNumber(), transfer, incoming, peer);
    }

    private CompletableFuture<TransferResult> watch(int number, Transfer transfer, boolean incoming, String peer) {
        Followed one = new Followed(number, transfer, incoming, peer);
        add(one);
        CompletableFuture<TransferResult> done = transfer.whenDone();
        return (digests ? done.whenCompleteAsync((result, why) -> one.onDone(result), DIGESTING) : done)
                .whenCompleteAsync((result, why) -> onOver(one, result), printer);
    }

    /** The number by which a person names what is offered, or on its way; from 1. */
    synchronized int nextNumber() {
        return ++lastNumber;
    }

    /**
     * Ends one.
     *
     * @param number which; 0 for the one that is on its way, if it is the only one
     * @return what is wrong with that number, if anything is
     */
    synchronized Optional<String> cancel(int number) {
        if (followed.isEmpty()) {
            return Optional.of("nothing is on its way");
        } else if (number == 0 && followed.size() > 1) {
            return Optional.of("several things are on their way: say which, " + list());
        }
        Optional<Followed> one = followed.stream()
                .filter(any -> number == 0 || any.number == number)
                .findAny();
        one.ifPresent(found -> found.transfer.cancel());
        return one.isPresent() ? Optional.empty() : Optional.of("nothing is on its way by the number " + number);
    }

    private String list() {
        String some = followed.stream()
                .limit(MOST_LISTED)
                .map(one -> Command.CANCEL.word() + " " + one.number + " ("
                        + one.underway().describe() + ")")
                .collect(Collectors.joining(", "));
        int more = followed.size() - MOST_LISTED;
        return more > 0 ? String.format(Locale.ROOT, "%s and %,d more", some, more) : some;
    }

    /** Says that a transfer has failed. */
    void sayFailure(Underway transfer, Throwable why) {
        Throwable cause = cause(why);
        if (cause instanceof TransferException failure) {
            output.fileFailed(transfer, failure.fault(), String.valueOf(failure.getMessage()));
        } else {
            Failure failure = Failure.of(cause);
            output.error(failure.code(), failure.text());
        }
    }

    /** Waits until all are over, or nothing has moved for so long; returns whether all are over. */
    boolean await(Duration patience) throws InterruptedException {
        long moved = -1;
        long since = nanoTime.getAsLong();
        while (true) {
            List<Underway> left = underway();
            if (left.isEmpty()) {
                return true;
            }
            long now = nanoTime.getAsLong();
            long bytes = left.stream().mapToLong(one -> one.progress().bytes()).sum() - left.size();
            if (bytes != moved) {
                moved = bytes;
                since = now;
            } else if (now - since > patience.toNanos()) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS / 4);
        }
    }

    /** Looks how far all have come, and says so if it is time. */
    synchronized void look() {
        long now = nanoTime.getAsLong();
        for (Followed one : followed) {
            if (one.transfer.progress().state() == State.OFFERED) {
                one.since = now; // somebody makes up his mind: nothing is slow about that
            }
        }
        if (now - lastSaid >= output.progressInterval().toNanos()) {
            lastSaid = now;
            output.fileProgress(underway());
        }
    }

    private synchronized void add(Followed one) {
        followed.add(one);
        if (timer == null) {
            timer = Executors.newSingleThreadScheduledExecutor(task -> {
                Thread progress = new Thread(task, "progress");
                progress.setDaemon(true);
                return progress;
            });
            var unused = timer.scheduleAtFixedRate(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private synchronized void onOver(Followed one, @Nullable TransferResult result) {
        followed.remove(one);
        if (followed.isEmpty() && timer != null) {
            timer.shutdown();
            timer = null;
            output.fileProgress(List.of()); // or the last line of it would stay
        }
        if (result != null) {
            output.fileDone(one.underway(), result, Duration.ofNanos(one.until() - one.since), one.sha256);
        }
    }

    private synchronized List<Underway> underway() {
        return followed.stream().map(Followed::underway).toList();
    }

    private static Underway underway(Transfer transfer, boolean incoming, String peer) {
        return new Underway(incoming, peer, transfer.offered(), transfer.progress());
    }

    static Throwable cause(Throwable why) {
        return why instanceof CompletionException && why.getCause() != null ? why.getCause() : why;
    }

    /** One of them. */
    private final class Followed {

        private final int number;
        private final Transfer transfer;
        private final boolean incoming;
        private final String peer;
        private long since = nanoTime.getAsLong();
        private OptionalLong doneAt = OptionalLong.empty();
        private String sha256 = "";

        Followed(int number, Transfer transfer, boolean incoming, String peer) {
            this.number = number;
            this.transfer = transfer;
            this.incoming = incoming;
            this.peer = peer;
        }

        void onDone(@Nullable TransferResult result) {
            doneAt = OptionalLong.of(nanoTime.getAsLong());
            sha256 = result == null ? "" : PlainDigest.of(result);
        }

        long until() {
            return doneAt.orElseGet(nanoTime);
        }

        Underway underway() {
            return Transfers.underway(transfer, incoming, peer);
        }
    }
}
