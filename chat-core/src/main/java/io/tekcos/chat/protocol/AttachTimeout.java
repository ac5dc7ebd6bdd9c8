package io.tekcos.chat.protocol;

import java.util.concurrent.TimeUnit;

/**
 * How long the receiver of a transfer waits for a connection while its session has one. The sender waits as long as it is not told
 * otherwise: only the receiver knows whether it still needs a connection. Times are nanoseconds of any clock that does not run
 * backwards.
 */
public final class AttachTimeout {

    /** What is waited at most, in nanoseconds. */
    public static final long LIMIT = TimeUnit.MINUTES.toNanos(2);

    private final long limit;
    private boolean waiting;
    private long since;

    /**
     * Creates one that does not run.
     *
     * @param limit in nanoseconds
     */
    public AttachTimeout(long limit) {
        this.limit = limit;
    }

    /** Takes how it is now; runs from the first time on that it waits until it does not. */
    public void note(boolean waits, long now) {
        if (waits && !waiting) {
            since = now;
        }
        waiting = waits;
    }

    /** Whether it has waited for too long. */
    public boolean isOver(long now) {
        return waiting && now - since > limit;
    }
}
