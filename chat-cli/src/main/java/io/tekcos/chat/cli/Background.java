package io.tekcos.chat.cli;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/** Work that somebody waits for, and perhaps not until its end. */
final class Background {

    private Background() {}

    /** Begins it on a thread of its own, which keeps no program alive. */
    static <T> CompletableFuture<T> start(String name, Callable<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> run(work, result), name);
        thread.setDaemon(true);
        thread.start();
        return result;
    }

    private static <T> void run(Callable<T> work, CompletableFuture<T> result) {
        try {
            result.complete(work.call());
        } catch (Throwable failed) { // and whoever waits hears of it
            result.completeExceptionally(failed);
        }
    }
}
