package io.tekcos.chat.protocol;

import java.util.concurrent.TimeUnit;
import java.util.function.LongUnaryOperator;

/**
 * Whether datagrams go there and back, judged by the PONGs to this side's own PINGs. A PING goes out every 5 s; one that is not
 * answered in time is a miss, after which they go out every 0.5 s, and 3 s after the first miss in a row the path is down. A
 * time in which this side itself did not run is not held against the path.
 *
 * <pre>
 *   STEADY --- no PONG in time ---&gt; MISSING --- 3 s without a PONG ---&gt; DOWN
 *     ^                                |                                  |
 *     +------------ PONG --------------+------ PONG to a recent PING -----+
 * </pre>
 */
final class PathHealth {

    /** What is to be done. */
    enum Action {
        NOTHING,
        SEND_PING,
        GO_DOWN
    }

    static final long FIRST_PING = TimeUnit.SECONDS.toNanos(1);
    static final long PING_INTERVAL = TimeUnit.SECONDS.toNanos(5);
    static final long MISSING_PING_INTERVAL = TimeUnit.MILLISECONDS.toNanos(500);
    static final long DOWN_PING_INTERVAL = TimeUnit.SECONDS.toNanos(1);
    static final long DOWN_AFTER = TimeUnit.SECONDS.toNanos(3);

    /** Whoever is called so much later than asked for did not run: stopped, asleep or starved. */
    static final long STALL = TimeUnit.SECONDS.toNanos(1);

    private static final int REMEMBERED = 8;

    private enum State {
        STEADY,
        MISSING,
        DOWN
    }

    private final LongUnaryOperator tokenOf;
    private final RoundTripEstimator roundTrip;
    private final long[] sentAt = new long[REMEMBERED];
    private final long[] tokens = new long[REMEMBERED];
    private State state = State.STEADY;
    private long lastSent;
    private long lastAnswered;
    private long firstMiss;
    private long nextPing;

    /**
     * Begins idle.
     *
     * @param tokenOf the token of the n-th PING
     * @param roundTrip takes how long answers take
     */
    PathHealth(LongUnaryOperator tokenOf, RoundTripEstimator roundTrip) {
        this.tokenOf = tokenOf;
        this.roundTrip = roundTrip;
    }

    /** The path was bound, to this address or another: judge it from now on. */
    void begin(long now) {
        state = State.STEADY;
        expectNothing(now + FIRST_PING);
    }

    /** Returns whether the PONG answers one of the latest PINGs, and so says that the path is alive. */
    boolean onPong(long token, long now) {
        long answered = find(token);
        if (answered <= lastAnswered) {
            return false;
        }
        roundTrip.onSample(now - sentAt[slot(answered)]);
        lastAnswered = answered;
        if (state != State.STEADY) {
            state = State.STEADY;
            nextPing = now + PING_INTERVAL;
        }
        return true;
    }

    Action poll(long now) {
        if (-untilPoll(now) > STALL) {
            expectNothing(now); // what was not read meanwhile may be here already
            state = state == State.MISSING ? State.STEADY : state;
        }
        if (state == State.STEADY && isOverdue(now)) {
            state = State.MISSING;
            firstMiss = now;
            nextPing = now;
        }
        if (state == State.MISSING && now - firstMiss >= DOWN_AFTER) {
            state = State.DOWN;
            nextPing = now + DOWN_PING_INTERVAL;
            return Action.GO_DOWN;
        }
        if (now - nextPing < 0) {
            return Action.NOTHING;
        }
        lastSent++;
        sentAt[slot(lastSent)] = now;
        tokens[slot(lastSent)] = tokenOf.applyAsLong(lastSent);
        nextPing = now + interval();
        return Action.SEND_PING;
    }

    /** The token of the PING to send. */
    long token() {
        return tokens[slot(lastSent)];
    }

    /** How long until {@link #poll} has something to do, in nanoseconds; negative if it is late. */
    long untilPoll(long now) {
        long untilPing = nextPing - now;
        return switch (state) {
            case STEADY -> lastAnswered < lastSent ? Math.min(untilPing, untilOverdue(now)) : untilPing;
            case MISSING -> Math.min(untilPing, firstMiss + DOWN_AFTER - now);
            case DOWN -> untilPing;
        };
    }

    /** Which PING has this token, of the latest that are not answered; {@link #lastAnswered} if none has. */
    private long find(long token) {
        long oldest = Math.max(lastAnswered, lastSent - REMEMBERED);
        for (long n = lastSent; n > oldest; n--) {
            if (tokens[slot(n)] == token) {
                return n;
            }
        }
        return lastAnswered;
    }

    private void expectNothing(long untilPing) {
        lastAnswered = lastSent;
        nextPing = untilPing;
    }

    private boolean isOverdue(long now) {
        return lastAnswered < lastSent && untilOverdue(now) <= 0;
    }

    private long untilOverdue(long now) {
        return sentAt[slot(lastSent)] + roundTrip.timeout() - now;
    }

    private long interval() {
        return switch (state) {
            case STEADY -> PING_INTERVAL;
            case MISSING -> MISSING_PING_INTERVAL;
            case DOWN -> DOWN_PING_INTERVAL;
        };
    }

    private static int slot(long n) {
        return (int) n & (REMEMBERED - 1);
    }
}
