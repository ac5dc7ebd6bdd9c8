package io.tekcos.chat.netty;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.FutureListener;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One timer on an event loop's clock, which may be set to an earlier time than it has. What has become due later is found out by
 * ringing in vain, which costs less than to cancel a timer with every datagram. Event loop only.
 */
final class Alarm {

    private EventExecutor executor;
    private final Runnable action;
    private final @Nullable FutureListener<Object> onDropped;
    private @Nullable Future<?> timer;
    private long due;

    Alarm(EventExecutor executor, Runnable action) {
        this.executor = executor;
        this.action = action;
        onDropped = null;
    }

    /**
     * One that tells when it will never ring.
     *
     * @param onShutdown called when the event loop shuts down while the alarm is set; perhaps more than once
     */
    Alarm(EventExecutor executor, Runnable action, Runnable onShutdown) {
        this.executor = executor;
        this.action = action;
        onDropped = ended -> {
            if (ended.isCancelled() && this.executor.isShuttingDown()) {
                onShutdown.run();
            }
        };
    }

    /** The present, in nanoseconds. */
    long now() {
        return executor.ticker().nanoTime();
    }

    /** The alarm lives on another event loop from now on, and is not set. */
    void moveTo(EventExecutor next) {
        cancel();
        executor = next;
    }

    /** Rings at this time, unless it is to ring earlier anyway. */
    void set(long time) {
        if (timer != null && due - time <= 0) {
            return;
        }
        cancel();
        due = time;
        timer = executor.schedule(this::ring, time - now(), TimeUnit.NANOSECONDS);
        if (onDropped != null) {
            timer.addListener(onDropped);
        }
    }

    void cancel() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    private void ring() {
        timer = null;
        action.run();
    }
}
