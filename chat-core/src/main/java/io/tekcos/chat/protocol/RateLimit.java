package io.tekcos.chat.protocol;

/** Lets a burst of so many things through, and then so many a second. */
final class RateLimit {

    private static final long SECOND = 1_000_000_000;

    private final int perSecond;
    private long credit;
    private long last;

    RateLimit(int perSecond, long now) {
        this.perSecond = perSecond;
        credit = perSecond * SECOND;
        last = now;
    }

    boolean tryAcquire(long now) {
        long earned = Math.min(SECOND, now - last) * perSecond;
        credit = Math.min(perSecond * SECOND, credit + earned);
        last = now;
        if (credit < SECOND) {
            return false;
        }
        credit -= SECOND;
        return true;
    }
}
