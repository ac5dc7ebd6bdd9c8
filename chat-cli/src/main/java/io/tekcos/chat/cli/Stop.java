package io.tekcos.chat.cli;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The wish that the program ends: the first reason counts. Any thread. */
final class Stop {

    /** Why the program ends. */
    enum Reason {
        /** The work is done: the end of input, or {@code /quit}. */
        QUIT,
        /** The session has ended without our asking. */
        SESSION_ENDED,
        /** Nobody reads our output any more. */
        OUTPUT_CLOSED,
        HUP(129),
        INT(130),
        TERM(143);

        private final int exitCode;

        Reason() {
            this(ExitCode.DONE);
        }

        Reason(int exitCode) {
            this.exitCode = exitCode;
        }

        boolean isSignal() {
            return exitCode != ExitCode.DONE;
        }

        int exitCode() {
            return exitCode;
        }
    }

    private final CompletableFuture<Reason> reason = new CompletableFuture<>();

    void request(Reason why) {
        reason.complete(why);
    }

    /** Waits for the first reason. */
    Reason await() {
        return reason.join();
    }

    /** Waits for the first reason or the end of some work, however that ends; returns null if the work was first. */
    @Nullable
    Reason awaitOr(CompletableFuture<?> work) {
        CompletableFuture.anyOf(work.handle((done, why) -> ""), reason).join();
        return work.isDone() ? null : reason.join();
    }

    /** Completed with the first reason; to be waited for, not to be completed. */
    CompletableFuture<Reason> requested() {
        return reason;
    }

    /**
     * From now on the first signal is a wish, and a second one ends the program at once.
     *
     * @param beforeTheEnd what must be done even then; it must not take long
     */
    void onSignals(Runnable beforeTheEnd) {
        for (Reason signal : Reason.values()) {
            if (signal.isSignal()) {
                Signals.handle(signal.name(), () -> onSignal(signal, beforeTheEnd));
            }
        }
    }

    private void onSignal(Reason signal, Runnable beforeTheEnd) {
        if (!reason.complete(signal)) { // it is ending already, and somebody is tired of waiting
            beforeTheEnd.run();
            Runtime.getRuntime().halt(signal.exitCode());
        }
    }
}
