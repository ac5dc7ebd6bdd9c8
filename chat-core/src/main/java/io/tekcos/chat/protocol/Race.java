package io.tekcos.chat.protocol;

import io.tekcos.chat.model.SessionCounters.Both;
import io.tekcos.chat.model.SessionCounters.First;
import java.time.Duration;

/** Which path is the first for texts sent by both, and by how much. As many are remembered as may be early. */
final class Race {

    /** The first copy was too long ago, or never seen. */
    static final long UNMEASURED = -1;

    private static final int REMEMBERED = FirstCopies.SIZE;
    private static final long[] NONE = {};

    private final Tally tcpFirst = new Tally();
    private final Tally udpFirst = new Tally();
    private long[] positions = NONE;
    private long[] times = NONE;

    void onFirst(long position, boolean byUdp, long now) {
        if (positions == NONE) {
            positions = new long[REMEMBERED];
            times = new long[REMEMBERED];
        }
        positions[slot(position)] = byUdp ? -position : position;
        times[slot(position)] = now;
        (byUdp ? udpFirst : tcpFirst).texts.increment();
    }

    /** Returns how long ago the first copy came, in nanoseconds. */
    long onSecond(long position, long now) {
        if (positions == NONE || position <= 0 || Math.abs(positions[slot(position)]) != position) {
            return UNMEASURED;
        }
        boolean byUdp = positions[slot(position)] < 0;
        positions[slot(position)] = 0;
        long behind = now - times[slot(position)];
        (byUdp ? udpFirst : tcpFirst).measure(behind);
        return behind;
    }

    Both counters(long textsSent) {
        return new Both(textsSent, tcpFirst.snapshot(), udpFirst.snapshot());
    }

    private static int slot(long position) {
        return (int) position & (REMEMBERED - 1);
    }

    private static final class Tally {
        final Count texts = new Count();
        private final Count measured = new Count();
        private final Count sum = new Count();
        private final Count longest = new Count();

        void measure(long behind) {
            measured.increment();
            sum.add(behind);
            longest.add(Math.max(0, behind - longest.get()));
        }

        First snapshot() {
            long count = measured.get();
            return new First(
                    texts.get(),
                    count,
                    Duration.ofNanos(count == 0 ? 0 : sum.get() / count),
                    Duration.ofNanos(longest.get()));
        }
    }
}
