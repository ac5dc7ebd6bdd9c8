package io.tekcos.chat.protocol;

import io.tekcos.chat.model.SessionCounters.Both;

/**
 * The receiving half of BOTH: which copy of a text is the first. Positions of the stream whose text came by UDP before are
 * remembered in a bitmap over the {@value #SIZE} that follow the stream's last; it exists only when one was used.
 */
public final class FirstCopies {

    /** What a copy that came by UDP is. */
    public enum Verdict {
        /** The first: deliver it, and then say {@link #onEarly}. */
        FIRST,
        /** The second: {@link #behind} says by how much. */
        SECOND,
        /** So far ahead of the stream that nobody could remember it: leave the text to the stream. */
        TOO_EARLY
    }

    /** How far ahead of the stream a copy may be. */
    public static final int SIZE = 4096;

    private static final long[] NONE = {};

    private final Race race = new Race();
    private long[] early = NONE;
    private long position;
    private long behind = Race.UNMEASURED;

    /** The stream goes on after a position, and nothing is known of what came by UDP. */
    void beginAfter(long of) {
        position = of;
        early = NONE;
    }

    /** What was counted. Any thread; how many texts were sent is for the other half to say. */
    public Both counters(long textsSent) {
        return race.counters(textsSent);
    }

    /**
     * How far the second copy was behind the first, in nanoseconds; {@link Race#UNMEASURED} if that is not known any more. It is
     * that of the latest call here that found a second one.
     */
    public long behind() {
        return behind;
    }

    /**
     * The stream has reached a position.
     *
     * @param both whether its frame says that a copy travels by UDP; one that does not is never taken for a second copy,
     *     whatever a datagram said
     * @return whether this is the first copy, to be delivered
     */
    public boolean isFirst(long reached, boolean both, long now) {
        position = reached;
        boolean wasEarly = removeEarly(reached);
        if (!both) {
            return true;
        }
        if (wasEarly) {
            behind = race.onSecond(reached, now);
            return false;
        }
        race.onFirst(reached, false, now);
        return true;
    }

    /** Judges a copy that came by UDP. */
    public Verdict judge(long of, long now) {
        if (of <= position) {
            behind = race.onSecond(of, now);
            return Verdict.SECOND;
        }
        if (of - position > SIZE) {
            return Verdict.TOO_EARLY;
        }
        if (isEarly(of)) {
            behind = Race.UNMEASURED;
            return Verdict.SECOND; // by UDP again, which no sound sender does
        }
        return Verdict.FIRST;
    }

    /** A copy that was the first has been delivered. */
    public void onEarly(long of, long now) {
        if (early == NONE) {
            early = new long[SIZE / Long.SIZE];
        }
        early[word(of)] |= bit(of);
        race.onFirst(of, true, now);
    }

    private boolean removeEarly(long of) {
        boolean was = isEarly(of);
        if (was) {
            early[word(of)] &= ~bit(of);
        }
        return was;
    }

    private boolean isEarly(long of) {
        return early != NONE && (early[word(of)] & bit(of)) != 0;
    }

    private static int word(long of) {
        return (int) (of / Long.SIZE % (SIZE / Long.SIZE));
    }

    private static long bit(long of) {
        return 1L << of;
    }
}
