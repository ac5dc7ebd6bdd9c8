package io.tekcos.chat.bench.loop;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Hands an echo from a library's thread to the caller blocked for it, at the cost of one unpark: what every strategy
 * with threads of its own has to pay, and all pay alike. It does not spin.
 */
public final class Rendezvous {

    private final Thread caller;
    private volatile @Nullable String arrived;

    /** For the current thread to wait at. */
    public Rendezvous() {
        caller = Thread.currentThread();
    }

    public void offer(String text) {
        arrived = text;
        LockSupport.unpark(caller);
    }

    public String take() {
        long deadline = System.nanoTime() + Patience.LIMIT.toNanos();
        String text = arrived;
        while (text == null) {
            long remaining = deadline - System.nanoTime();
            if (remaining <= 0) {
                throw new IllegalStateException("no echo within " + Patience.LIMIT.toSeconds() + " s");
            }
            LockSupport.parkNanos(remaining);
            text = arrived;
        }
        arrived = null;
        return text;
    }
}
