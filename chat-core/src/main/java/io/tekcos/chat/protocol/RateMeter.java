package io.tekcos.chat.protocol;

import java.util.concurrent.TimeUnit;

/**
 * How many bytes a second come through: in the last one and a half to three seconds, or, where that is not even a piece, from one piece
 * to the next. A piece that was waited for only begins the measurement: nobody knows how long it was on its way. Times are nanoseconds.
 */
final class RateMeter {

    private static final long WINDOW = TimeUnit.MILLISECONDS.toNanos(1_500);
    private static final long STILL = 2 * WINDOW;

    /** What comes all at once still takes so long. */
    private static final long LEAST_TIME = TimeUnit.MILLISECONDS.toNanos(250);

    /** After so many times as long as usual without any, nothing moves. */
    private static final int PATIENCE = 3;

    private Mark older;
    private Mark newer;
    private Mark latest;

    /** What had come through at one time: so many bytes, in so many pieces. */
    private record Mark(long at, long bytes, long pieces) {}

    RateMeter(long now) {
        latest = new Mark(now, 0, 0);
        newer = latest;
        older = latest;
    }

    void add(long count, long now) {
        boolean isBeginning = latest.pieces == older.pieces && latest.pieces > 0;
        if (isStill(now) && !isBeginning) {
            latest = new Mark(now, 0, 1);
            newer = latest;
            older = latest;
            return;
        }
        latest = new Mark(now, latest.bytes + count, latest.pieces + 1);
        if (now - newer.at >= WINDOW) {
            older = newer;
            newer = latest;
        }
    }

    /** 0 when nothing comes through. */
    long perSecond(long now) {
        if (isStill(now)) {
            return 0;
        }
        long took = Math.max(LEAST_TIME, latest.at - older.at);
        return (long) ((latest.bytes - older.bytes) * (double) TimeUnit.SECONDS.toNanos(1) / took);
    }

    private boolean isStill(long now) {
        long usual = (latest.at - older.at) / Math.max(1, latest.pieces - older.pieces);
        return now - latest.at > Math.max(STILL, PATIENCE * usual);
    }
}
