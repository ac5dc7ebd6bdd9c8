package io.tekcos.chat.cli;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Shows what is logged, on a thread of its own: whoever logs holds the logger's lock, and whoever holds the line editor's lock may
 * want to log. Any thread.
 */
final class LogLines implements Consumer<String> {

    /** On a terminal that takes nothing, more than these are dropped. */
    private static final int MOST_WAITING = 1000;

    private final Consumer<String> show;
    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            task -> {
                Thread logs = new Thread(task, "logs");
                logs.setDaemon(true);
                return logs;
            },
            new ThreadPoolExecutor.DiscardPolicy());

    LogLines(Consumer<String> show) {
        this.show = show;
    }

    @Override
    public void accept(String line) {
        thread.execute(() -> show.accept(line));
    }

    /** Takes no more, and waits until the last line is shown. */
    void close(Duration atMost) throws InterruptedException {
        thread.shutdown();
        thread.awaitTermination(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }
}
