package io.tekcos.chat.bench.loop;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Bounded waiting by looking now and then: for waits so rare, or so long, that a wake-up would gain nothing. */
public final class Patience {

    /** After this long without progress a round has failed. */
    public static final Duration LIMIT = Duration.ofSeconds(20);

    private static final long NAP_NANOS = 20_000;

    private Patience() {}

    /** Waits until {@code condition} holds; throws after {@link #LIMIT}. */
    public static void await(BooleanSupplier condition, String what) {
        if (!awaitFor(LIMIT, condition)) {
            throw new IllegalStateException("waited " + LIMIT.toSeconds() + " s for " + what);
        }
    }

    static boolean awaitFor(Duration limit, BooleanSupplier condition) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            LockSupport.parkNanos(NAP_NANOS);
        }
        return true;
    }
}
