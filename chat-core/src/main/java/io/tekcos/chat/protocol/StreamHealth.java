package io.tekcos.chat.protocol;

import java.util.concurrent.TimeUnit;

/**
 * Whether a stream is alive. A PING goes out every 5 s, one at a time, so that each side hears something of the other at least
 * as often; any byte read is a sign of life, and after 15 s without one the connection is dead. A time in which this side
 * itself did not run is not held against the other.
 */
final class StreamHealth {

    /** What is to be done. */
    enum Action {
        NOTHING,
        SEND_PING,
        GIVE_UP
    }

    static final long FIRST_PING = TimeUnit.SECONDS.toNanos(1);
    static final long PING_INTERVAL = TimeUnit.SECONDS.toNanos(5);
    static final long SILENCE = TimeUnit.SECONDS.toNanos(15);

    private static final long RETRY = TimeUnit.SECONDS.toNanos(1);

    private final RoundTripEstimator roundTrip;
    private long lastHeard;
    private long nextPing;
    private long token;
    private long pingSent;
    private boolean awaitingPong;

    StreamHealth(RoundTripEstimator roundTrip, long now) {
        this.roundTrip = roundTrip;
        lastHeard = now;
        nextPing = now + FIRST_PING;
    }

    void onRead(long now) {
        lastHeard = now;
    }

    void onPong(long answered, long now) {
        if (awaitingPong && answered == token) {
            awaitingPong = false;
            roundTrip.onSample(now - pingSent);
        }
    }

    Action poll(long now) {
        long late = -untilPoll(now);
        if (late > PathHealth.STALL) {
            lastHeard += Math.min(late, now - lastHeard);
        }
        if (now - lastHeard >= SILENCE) {
            return Action.GIVE_UP;
        }
        if (now - nextPing < 0) {
            return Action.NOTHING;
        }
        if (awaitingPong) {
            nextPing = now + RETRY;
            return Action.NOTHING;
        }
        awaitingPong = true;
        nextPing = now + PING_INTERVAL;
        token++;
        return Action.SEND_PING;
    }

    /** The PING goes out now, with this token. */
    long onPingSent(long now) {
        pingSent = now;
        return token;
    }

    /** How long until {@link #poll} has something to do, in nanoseconds; negative if it is late. */
    long untilPoll(long now) {
        return Math.min(lastHeard + SILENCE - now, nextPing - now);
    }
}
