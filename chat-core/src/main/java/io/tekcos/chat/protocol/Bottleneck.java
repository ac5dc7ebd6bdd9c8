package io.tekcos.chat.protocol;

import java.util.concurrent.TimeUnit;

/** A link that passes so many bytes a second, one thing after the other. Times are nanoseconds from 0. */
final class Bottleneck {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_QUEUE = TimeUnit.MILLISECONDS.toNanos(200);
    private static final int SMALLEST_QUEUE_BYTES = 64 * 1024;

    private final long rate;
    private final long queue;
    private long free;

    /** A link of so many bytes a second, 0 for one that is not limited. */
    Bottleneck(long rate) {
        this.rate = rate;
        queue = Math.max(LONGEST_QUEUE, time(SMALLEST_QUEUE_BYTES));
    }

    /** Whether the queue before it has no room for so many bytes more. */
    boolean isFull(int bytes, long now) {
        return rate > 0 && free - now + time(bytes) > queue;
    }

    /** When the last of so many bytes, which come now, has passed. */
    long pass(int bytes, long now) {
        free = Math.max(free, now) + time(bytes);
        return free;
    }

    private long time(int bytes) {
        return rate == 0 ? 0 : (bytes * SECOND + rate - 1) / rate;
    }
}
