package io.tekcos.chat.testing.simulation;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Keeps the books of what an end of a transfer writes, and judges: never more on its way than the credit, no chunk begun while
 * somebody wants it to wait, and no more than the limit.
 */
final class SentBytes {

    private static final long CREDIT = 2_031_616;
    private static final long MOST_CREDIT = 8_388_608;
    private static final long LONG_LINK = MILLISECONDS.toNanos(10);
    private static final double LATE = 0.02; // so many seconds a timer may be late without loss of rate
    private static final int PIECE = 64 * 1024;

    private final SendingEnd of;
    private final long rate;
    private final long start;
    private final Map<Long, Integer> unanswered = new HashMap<>();
    private long roundTrip;
    private long onTheirWay;
    private long all;
    private boolean pausedHere;
    private boolean pausedThere;

    SentBytes(SendingEnd of, long rate) {
        this.of = of;
        this.rate = rate;
        start = of.now();
    }

    void onRoundTrip(long nanos) {
        roundTrip = nanos;
    }

    void pauseHere(boolean paused) {
        pausedHere = paused;
    }

    void pauseThere(boolean paused) {
        pausedThere = paused;
    }

    void onBegin() {
        require(!pausedHere && !pausedThere, "begins a chunk while it is paused");
    }

    void onWritten(int bytes) {
        onTheirWay += bytes;
        all += bytes;
        of.waybill().onWritten(bytes);
        require(
                onTheirWay <= (roundTrip < LONG_LINK ? CREDIT : MOST_CREDIT),
                "has " + onTheirWay + " bytes on their way");
        if (onTheirWay >= CREDIT) {
            of.happened(onTheirWay == CREDIT ? Happening.CREDIT_USED_UP : Happening.CREDIT_OF_A_LONG_LINK);
        }
        if (rate > 0) {
            double seconds = (of.now() - start) / (double) SECONDS.toNanos(1);
            require(all <= rate * (seconds + LATE) + PIECE, "writes " + all + " bytes in " + seconds + " s");
        }
    }

    /** All bytes of a chunk are written. */
    void onWhole(long number) {
        unanswered.put(number, of.cargo().content().lengthOf(number));
    }

    void onAnswered(long number) {
        onTheirWay -= Objects.requireNonNull(unanswered.remove(number), () -> "chunk " + number + " is answered");
    }

    /** The connection is lost, and with it what is on its way: some of it may have to be sent again. */
    void onLost() {
        of.waybill().onLost(onTheirWay);
        onTheirWay = 0;
        unanswered.clear();
    }

    private void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError(of + " " + otherwise);
        }
    }
}
