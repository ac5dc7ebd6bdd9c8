package io.tekcos.chat.protocol;

import io.tekcos.chat.model.SessionCounters.Arrivals;
import java.util.Arrays;

/**
 * Which of a peer's datagram numbers were seen: a bitmap over the newest 4,096, as in RFC 4303, section 3.4.3. It answers
 * in constant time, however far a number is ahead, and counts what the numbers tell of the path.
 */
public final class NumberWindow {

    /** What a number turned out to be. */
    public enum Verdict {
        NEW,
        DUPLICATE,
        TOO_OLD,
        FORGED
    }

    /** How many numbers are remembered. */
    public static final int SIZE = 4096;

    /** A number further ahead of the newest than this was not counted up by a true sender. */
    public static final long MAX_AHEAD = 1L << 24;

    /** A missing number counts as lost when one so much greater has come: the packet threshold of RFC 9002, section 6.1.1. */
    public static final int LOSS_THRESHOLD = 3;

    private final long[] seen = new long[SIZE / Long.SIZE];
    private final Count lost = new Count();
    private final Count late = new Count();
    private final Count reordered = new Count();
    private long newest;
    private long countedFrom = 1;

    /** Judges a number, and remembers it if it is new. */
    public Verdict accept(long number) {
        if (number <= 0 || number - newest > MAX_AHEAD) {
            return Verdict.FORGED;
        }
        if (number > newest) {
            countLost(number); // first, for it looks at what is forgotten next
            forget(newest + 1, number);
            newest = number;
        } else if (newest - number >= SIZE) {
            return Verdict.TOO_OLD;
        } else if (isSeen(number)) {
            return Verdict.DUPLICATE;
        } else if (number >= countedFrom) {
            countReordered(number);
        }
        seen[word(number)] |= bit(number);
        return Verdict.NEW;
    }

    /**
     * A number that must be true is the newest from now on, whatever came before it: one forged number, far ahead of the true
     * ones, would stop the path for ever. What is not above it is not taken any more.
     */
    public void restart(long number) {
        newest = number;
        Arrays.fill(seen, -1L);
        countFrom(number + 1);
    }

    /** What is missing below this number is not counted: it came, or not, where nobody judged numbers. */
    public void countFrom(long number) {
        countedFrom = Math.max(countedFrom, number);
    }

    /** What the numbers told so far. Any thread. */
    public Arrivals arrivals() {
        return new Arrivals(lost.get(), late.get(), reordered.get());
    }

    /** The numbers that come within reach of the threshold now, and that have not come, are lost. */
    private void countLost(long next) {
        long last = next - LOSS_THRESHOLD;
        long first = Math.max(countedFrom, newest - LOSS_THRESHOLD + 1);
        if (last >= first) {
            long known = Math.min(last, newest);
            for (long number = first; number <= known; number++) {
                if (!isSeen(number)) {
                    lost.increment();
                }
            }
            lost.add(last - Math.max(known, first - 1)); // the rest is above the newest, and none of it has come
        }
    }

    private void countReordered(long number) {
        reordered.increment();
        if (newest - number >= LOSS_THRESHOLD) {
            lost.add(-1);
            late.increment();
        }
    }

    private boolean isSeen(long number) {
        return (seen[word(number)] & bit(number)) != 0;
    }

    private void forget(long from, long to) {
        long first = Math.max(from, to - SIZE + 1);
        for (long number = first; number <= to; number++) {
            seen[word(number)] &= ~bit(number);
        }
    }

    private static int word(long number) {
        return (int) (number / Long.SIZE % (SIZE / Long.SIZE));
    }

    private static long bit(long number) {
        return 1L << number;
    }
}
