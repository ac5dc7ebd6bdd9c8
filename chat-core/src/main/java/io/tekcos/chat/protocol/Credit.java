package io.tekcos.chat.protocol;

import java.util.concurrent.TimeUnit;

/**
 * How many bytes of chunks may be on their way before the receiver has said of them that they are written. Little, so that the
 * death of either side costs less than two chunks; only a long link, which would stand still for want of answers, gets more.
 */
final class Credit {

    static final long LEAST = 2 * 1024 * 1024 - 64 * 1024;
    static final long MOST = 8 * 1024 * 1024;

    static final long LONG_LINK = TimeUnit.MILLISECONDS.toNanos(10);

    private Credit() {}

    /**
     * The credit.
     *
     * @param rate bytes a second that come through
     * @param roundTrip of the link alone, in nanoseconds; 0 if it is not known
     */
    static long bytes(long rate, long roundTrip) {
        if (roundTrip < LONG_LINK) {
            return LEAST;
        }
        double onTheirWay = (double) rate * roundTrip / TimeUnit.SECONDS.toNanos(1);
        // Twice, for a rate that is low because the credit is would keep it low.
        return Math.max(LEAST, Math.min(MOST, (long) (2 * onTheirWay)));
    }
}
