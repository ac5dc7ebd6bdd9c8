package io.tekcos.chat.protocol;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** Lets so many things through in any one second, and no more. */
final class RateLimit {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final long[] latest;
    private int oldest;

    RateLimit(int perSecond, long now) {
        latest = new long[perSecond];
        Arrays.fill(latest, now - SECOND);
    }

    boolean tryAcquire(long now) {
        if (now - latest[oldest] < SECOND) {
            return false;
        }
        latest[oldest] = now;
        oldest = (oldest + 1) % latest.length;
        return true;
    }
}
