package io.tekcos.chat.cli;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Runs all that prints, one after the other and away from the event loops: whoever reads our output may be slow. A message
 * counts as heard when it is printed, so a slow reader slows the sender and fills no memory.
 */
final class Printer implements Executor {

    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread printer = new Thread(task, "printer");
        printer.setDaemon(true);
        return printer;
    });

    @Override
    public void execute(Runnable task) {
        thread.execute(task);
    }

    /** Waits until all is printed that is to be printed now, but not for ever: our reader may be asleep. */
    void flush(Duration atMost) {
        CompletableFuture.runAsync(() -> {}, this)
                .completeOnTimeout(null, atMost.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }
}
