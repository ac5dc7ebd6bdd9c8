package io.tekcos.chat.protocol;

/**
 * Which of a peer's datagram numbers were seen: a bitmap over the newest 4,096, as in RFC 4303, section 3.4.3. It answers
 * in constant time, however far a number is ahead.
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

    private final long[] seen = new long[SIZE / Long.SIZE];
    private long newest;

    /** Judges a number, and remembers it if it is new. */
    public Verdict accept(long number) {
        if (number <= 0 || number - newest > MAX_AHEAD) {
            return Verdict.FORGED;
        }
        if (number > newest) {
            forget(newest + 1, number);
            newest = number;
        } else if (newest - number >= SIZE) {
            return Verdict.TOO_OLD;
        } else if ((seen[word(number)] & bit(number)) != 0) {
            return Verdict.DUPLICATE;
        }
        seen[word(number)] |= bit(number);
        return Verdict.NEW;
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
