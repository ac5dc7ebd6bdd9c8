package io.tekcos.chat.protocol;

import java.util.concurrent.TimeUnit;

/** Lets so many bytes a second through, in small pieces. Times are nanoseconds. */
final class TransferPace {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long LATE =
            TimeUnit.MILLISECONDS.toNanos(20); // so long a timer may be late without loss of rate
    private static final int LEAST_PIECE = 1024;
    private static final int MOST_PIECE = 64 * 1024;
    private static final int PIECES_A_SECOND = 10;

    private final long rate;
    private long free;

    /**
     * Begins.
     *
     * @param rate bytes a second, 0 for as many as there are
     */
    TransferPace(long rate, long now) {
        this.rate = rate;
        free = now;
    }

    /** How long until the next piece may go; 0 or less if it may. */
    long untilFree(long now) {
        return rate == 0 ? 0 : free - now;
    }

    /** How large a piece may be. */
    int piece() {
        return rate == 0 ? MOST_PIECE : (int) Math.max(LEAST_PIECE, Math.min(MOST_PIECE, rate / PIECES_A_SECOND));
    }

    /** So many bytes have gone. */
    void take(int bytes, long now) {
        if (rate > 0) {
            long least = now - LATE;
            free = (free - least > 0 ? free : least) + bytes * SECOND / rate; // the clock may pass the greatest number
        }
    }
}
