package io.tekcos.chat.protocol;

import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/**
 * How long a client waits before each attempt to resume: 0.2 s, then twice as long each time, up to 5 s; of each wait a random
 * half is left out, so that many that lost their connections at once do not all come back at once.
 */
public final class Backoff {

    static final long SHORTEST = TimeUnit.MILLISECONDS.toNanos(200);
    static final long LONGEST = TimeUnit.SECONDS.toNanos(5);

    private final DoubleSupplier chance;
    private long longest = SHORTEST;

    /**
     * Begins with the shortest wait.
     *
     * @param chance random numbers from 0 to 1
     */
    public Backoff(DoubleSupplier chance) {
        this.chance = chance;
    }

    /** A connection stands: the next wait is a short one again. */
    public void reset() {
        longest = SHORTEST;
    }

    /**
     * The wait before the next attempt, in nanoseconds.
     *
     * @param least what the server has asked for, if anything
     */
    public long next(long least) {
        long wait = longest / 2 + (long) (chance.getAsDouble() * longest / 2);
        longest = Math.min(2 * longest, LONGEST);
        return least + wait;
    }
}
