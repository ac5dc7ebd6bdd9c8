package io.tekcos.chat.protocol;

import io.tekcos.chat.model.Fault.Direction;
import io.tekcos.chat.model.Fault.Kind;
import io.tekcos.chat.model.Impairment.Datagrams;
import org.jspecify.annotations.Nullable;

/**
 * What chance and the settings hold for each datagram of one direction. Each draws once from every stream, needed or not, so
 * that no setting moves another's chances.
 */
final class DatagramLots {

    private static final int MOST_OVERTAKERS = 3;

    private final Datagrams settings;
    private final long delay;
    private final long jitter;
    private final long cutStart;
    private final long cutEnd;
    private final SplitMix64 losses;
    private final SplitMix64 bursts;
    private final SplitMix64 jitters;
    private final SplitMix64 reorders;
    private final SplitMix64 holds;
    private final SplitMix64 duplicates;
    private long drawn;
    private boolean lost;
    private int burstLeft;
    private double jitterShare;
    private int overtakers;
    private boolean doubled;

    DatagramLots(Datagrams settings, long seed, Direction direction) {
        this.settings = settings;
        delay = settings.delay().toNanos();
        jitter = settings.jitter().toNanos();
        cutStart = settings.cut().start().toNanos();
        cutEnd = cutStart + settings.cut().length().toNanos();
        int stream = direction == Direction.IN ? 0 : 100;
        losses = new SplitMix64(seed, stream + 1);
        bursts = new SplitMix64(seed, stream + 2);
        jitters = new SplitMix64(seed, stream + 3);
        reorders = new SplitMix64(seed, stream + 4);
        holds = new SplitMix64(seed, stream + 5);
        duplicates = new SplitMix64(seed, stream + 6);
    }

    /** Draws for the next datagram; the other methods tell of the last one drawn for. */
    void draw() {
        drawn++;
        lost = losses.nextUnit() < settings.loss();
        boolean begins = bursts.nextUnit() < settings.burst().probability();
        if (burstLeft > 1) {
            burstLeft--;
        } else {
            burstLeft = begins ? settings.burst().length() : 0;
        }
        jitterShare = 2 * jitters.nextUnit() - 1;
        boolean heldBack = reorders.nextUnit() < settings.reorder();
        int hold = 1 + (int) (MOST_OVERTAKERS * holds.nextUnit());
        overtakers = heldBack ? hold : 0;
        doubled = duplicates.nextUnit() < settings.duplicate();
    }

    /** How many have drawn. */
    long drawn() {
        return drawn;
    }

    /** Why it is lost, null if it is not; {@code time} counts from the start. */
    @Nullable
    Kind loss(long time) {
        if (time >= cutStart && time < cutEnd) {
            return Kind.CUT;
        }
        if (burstLeft > 0) {
            return Kind.BURST_LOST;
        }
        return lost ? Kind.LOST : null;
    }

    /** How long it is on its way, in nanoseconds. */
    long delay() {
        return Math.max(0, delay + (long) (jitterShare * jitter));
    }

    /** By how many others it is to be overtaken. */
    int overtakers() {
        return overtakers;
    }

    boolean isDoubled() {
        return doubled;
    }
}
