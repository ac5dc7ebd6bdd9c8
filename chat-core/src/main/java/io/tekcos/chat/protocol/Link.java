package io.tekcos.chat.protocol;

import io.tekcos.chat.model.RoundTrip;
import io.tekcos.chat.wire.Ping;
import io.tekcos.chat.wire.Pong;
import org.jspecify.annotations.Nullable;

/**
 * The connection that a session has for now, and whether it is alive; and, when it is lost, how long the session waits for another.
 * What is owed to a connection is owed to no other.
 */
final class Link {

    private final RoundTripEstimator roundTrip = new RoundTripEstimator();
    private final long away;
    private StreamHealth health;
    private @Nullable Pong owedPong;
    private boolean pingDue;
    private boolean outputShut;
    private long returnDeadline;
    private String loss = "";
    private volatile @Nullable StreamConnection connection;

    /**
     * Begins without a connection.
     *
     * @param away how long to wait for another when one is lost, in nanoseconds; 0 for none
     */
    Link(long away, long now) {
        this.away = away;
        health = new StreamHealth(roundTrip, now);
        awaitNext(now);
    }

    /** There is another connection, or the first. */
    void attach(StreamConnection next, long now) {
        loss = "";
        owedPong = null;
        pingDue = false;
        outputShut = false;
        health = new StreamHealth(roundTrip, now);
        connection = next;
    }

    /** The connection is no more. */
    void detach(long now) {
        connection = null;
        awaitNext(now);
    }

    /** The wait for another connection begins anew. */
    void awaitNext(long now) {
        returnDeadline = now + away;
    }

    /** The connection; null while there is none. Any thread. */
    @Nullable
    StreamConnection connection() {
        return connection;
    }

    /** Whether there is one. Any thread. */
    boolean isUp() {
        return connection != null;
    }

    /** Whether a lost connection may be followed by another. */
    boolean mayComeBack() {
        return away != 0;
    }

    /** How long to wait for another connection, in nanoseconds. */
    long away() {
        return away;
    }

    /** The connection is given up, for a reason. */
    void giveUp(String why) {
        loss = why;
    }

    /** Why the connection was given up; empty if it was not, but broke. */
    String loss() {
        return loss;
    }

    /** How long an answer takes. Any thread. */
    RoundTrip roundTrip() {
        return roundTrip.snapshot();
    }

    void onRead(long now) {
        health.onRead(now);
    }

    void onPing(Ping ping) {
        owedPong = new Pong(ping.token()); // the latest is enough, so nobody can make a pile of them
    }

    void onPong(Pong pong, long now) {
        health.onPong(pong.token(), now);
    }

    /** Ends the output, after all that was written. */
    void shutOutput(StreamConnection out) {
        outputShut = true;
        out.shutOutput();
    }

    /**
     * Writes the PONG and the PING that are due, and says if there was anything.
     *
     * @param isOpen whether neither side has begun to end the session: then PINGs are sent
     */
    boolean writeWhatIsDue(StreamConnection out, boolean isOpen, long now) {
        boolean wrote = false;
        if (owedPong != null && !outputShut) {
            out.write(owedPong);
            owedPong = null;
            wrote = true;
        }
        if (pingDue && isOpen) {
            out.write(new Ping(health.onPingSent(now)));
            pingDue = false;
            wrote = true;
        }
        return wrote;
    }

    /** Whether there has been no connection for too long. */
    boolean isAwayTooLong(long now) {
        return connection == null && now - returnDeadline >= 0;
    }

    /** Whether the connection has fallen silent; if not, a PING may be due from now on. */
    boolean pollSilence(long now) {
        StreamHealth.Action action = health.poll(now);
        if (action == StreamHealth.Action.SEND_PING) {
            pingDue = true;
        }
        return action == StreamHealth.Action.GIVE_UP;
    }

    /** How long until one of the two has to be asked, in nanoseconds; the greatest if never. */
    long untilPoll(boolean isOpen, long now) {
        if (connection == null) {
            return returnDeadline - now;
        }
        return isOpen ? health.untilPoll(now) : Long.MAX_VALUE;
    }
}
