package io.tekcos.chat.protocol;

import java.util.concurrent.TimeUnit;

/** How many bytes a second have come through in the last three seconds. Times are nanoseconds. */
final class RateMeter {

    private static final long SLOT = TimeUnit.MILLISECONDS.toNanos(250);
    private static final int SLOTS = 12;

    private final long start;
    private final long[] bytes = new long[SLOTS];
    private long latest;

    RateMeter(long now) {
        start = now;
    }

    void add(long count, long now) {
        roll(now);
        bytes[(int) (latest % SLOTS)] += count;
    }

    /** 0 when nothing has come through in this time. */
    long perSecond(long now) {
        roll(now);
        long sum = 0;
        for (long each : bytes) {
            sum += each;
        }
        long over = Math.max(SLOT, Math.min(SLOTS * SLOT, now - start));
        return (long) (sum * (double) TimeUnit.SECONDS.toNanos(1) / over);
    }

    private void roll(long now) {
        long current = (now - start) / SLOT;
        for (int i = 0; i < SLOTS && latest < current; i++) {
            latest++;
            bytes[(int) (latest % SLOTS)] = 0;
        }
        if (latest < current) {
            latest = current;
        }
    }
}
