package io.tekcos.chat.protocol;

import io.tekcos.chat.model.Fault;
import io.tekcos.chat.model.Fault.Direction;
import io.tekcos.chat.model.Fault.Kind;
import io.tekcos.chat.model.Impairment;
import io.tekcos.chat.model.Via;
import java.util.function.Consumer;

/**
 * One direction of a bad stream: says when each part of it is due, and how much of it passes before the connection is cut. It
 * keeps no bytes; whoever drives it does. {@code now} is in nanoseconds on any clock that does not go back. Not safe for use by
 * several threads.
 *
 * <pre>
 *  due --&gt; limited rate --&gt; delay --&gt; stall        (kept till then)        pass --&gt; cut
 * </pre>
 */
public final class StreamFaults {

    private static final int SMALLEST_PART = 1448; // a segment's payload on Ethernet
    private static final int PARTS_A_SECOND = 100;

    private final Direction direction;
    private final Consumer<? super Fault> log;
    private final long start;
    private final long delay;
    private final long stallStart;
    private final long stallEnd;
    private final long rate;
    private final long cut;
    private final Bottleneck bottleneck;
    private long offered;
    private long passed;

    /**
     * Begins at byte 0.
     *
     * @param start the present, from which the stall's start counts
     * @param log hears of each fault
     */
    public StreamFaults(Impairment impairment, Direction direction, long start, Consumer<? super Fault> log) {
        this.direction = direction;
        this.log = log;
        this.start = start;
        Impairment.Stream settings = impairment.stream(direction);
        delay = settings.delay().toNanos();
        stallStart = settings.stall().start().toNanos();
        stallEnd = stallStart + settings.stall().length().toNanos();
        rate = settings.rate();
        cut = settings.cut() == 0 ? Long.MAX_VALUE : settings.cut();
        bottleneck = new Bottleneck(rate);
    }

    /** How many bytes at most to offer as one part, so that a limited rate flows and does not come in lumps. */
    public int largestPart() {
        return rate == 0
                ? Integer.MAX_VALUE
                : (int) Math.min(Integer.MAX_VALUE, Math.max(SMALLEST_PART, rate / PARTS_A_SECOND));
    }

    /** Says when the next bytes, which come now, are due: never before those before them. */
    public long due(int bytes, long now) {
        long due = bottleneck.pass(bytes, now - start) + delay;
        if (due >= stallStart && due < stallEnd) {
            due = stallEnd;
            if (bytes > 0) {
                log.accept(new Fault(Via.TCP, direction, Kind.STALLED, offered, bytes, 0));
            }
        }
        offered += bytes;
        return start + due;
    }

    /** Says how many of the next bytes that are due pass: all, unless the connection is cut among them. */
    public int pass(int bytes) {
        if (isCut()) {
            return 0;
        }
        int passing = (int) Math.min(bytes, cut - passed);
        passed += passing;
        if (isCut()) {
            log.accept(new Fault(Via.TCP, direction, Kind.CONNECTION_CUT, passed, 0, 0));
        }
        return passing;
    }

    /** Whether all has passed that ever will. */
    public boolean isCut() {
        return passed == cut;
    }
}
