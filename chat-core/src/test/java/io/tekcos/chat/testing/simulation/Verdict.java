package io.tekcos.chat.testing.simulation;

import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.PathState;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.model.SessionClosed.Initiator;
import io.tekcos.chat.model.SessionCounters.Arrivals;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Judges a run where it has come to rest, and when it is over. */
final class Verdict {

    /** A HELO that overtakes the BIND of its time cannot be told from a datagram that is lost. */
    private static final int HELOS = 2;

    private final World world;
    private final Map<Side, CloseCause> goodbyes = new HashMap<>();

    Verdict(World world) {
        this.world = world;
    }

    /** A side was told to close. */
    void onClose(Side side, CloseCause cause) {
        goodbyes.put(side, cause);
    }

    /** However hard it was, the session stands on both sides. */
    void atBeginning() {
        require(world.client().isBegun() && world.server().isBegun(), "the session does not begin");
    }

    /** The network was sound for a while, and nobody has said anything: all is delivered, and both paths are up. */
    void atRest() {
        atRest(world.client(), world.server());
        atRest(world.server(), world.client());
        world.toServer().judgeAtRest();
        world.toClient().judgeAtRest();
        world.shipper().judgeAtRest();
        require(
                world.net()
                        .clientAddress()
                        .equals(world.server().datagrams().path().peer()),
                "the server has not noticed that the client has moved");
    }

    /** The texts that were sent by each path just now have arrived. */
    void allIsWell() {
        world.toServer().requireHeard(3);
        world.toClient().requireHeard(3);
    }

    /** After a goodbye both sides are done, each for the right reason; with time enough nothing is lost. */
    void afterGoodbye(boolean inGoodTime) {
        boolean cutShort = world.client().isTroubled()
                || world.server().isTroubled()
                || world.streams().latest().isEnded();
        world.happenings().addIf(cutShort, Happening.GOODBYE_CUT_SHORT);
        require(!(inGoodTime && cutShort), "a goodbye on a sound network was cut short");
        if (!cutShort) {
            judgeOutcome(world.client(), world.server());
            judgeOutcome(world.server(), world.client());
            world.toServer().judgeAtRest();
            world.toClient().judgeAtRest();
        }
    }

    /** The connection broke while goodbyes were said, the client could come back at once, and nothing else was wrong. */
    void afterBrokenGoodbye() {
        judgeOutcome(world.client(), world.server());
        judgeOutcome(world.server(), world.client());
    }

    /** The server did not wait for the client, and has told it. */
    void afterEndAtServer() {
        SessionClosed how = Objects.requireNonNull(world.client().ended(), "the client has not ended");
        require(
                how.cause() == CloseCause.CONNECTION_LOST,
                "the client has ended for a reason that nobody gave: " + how);
        require(world.toServer().isTold(), "the client does not know what the server has heard: " + how);
    }

    /** However it ended: it is over, on both sides. */
    void atEnd() {
        atEnd(world.client());
        atEnd(world.server());
        if (world.client().isBegun()) { // else what is left is in the outbox of a process that has no session yet
            world.toServer().judgeAtEnd();
        }
        if (!world.server().isCrashed()) {
            world.toClient().judgeAtEnd();
        }
    }

    private void atRest(Side side, Side other) {
        require(side.ended() == null, side + " has ended: " + side.ended());
        require(side.isConnected(), side + " has no connection");
        require(world.scenario().bumpy || side.stream().resumes() == 0, side + " has lost a sound connection");
        require(
                side.stream().received() == other.stream().outbound().sent(),
                side + " does not agree with the other side about what was sent");
        require(side.stream().heard() == side.stream().received(), side + " has not heard everything");
        require(side.datagrams().path().state() == PathState.UP, "the path of " + side + " does not come up again");
        require(side.inbox().isIdle(), "something waits for the listener of " + side);
        require(side.stream().outbound().unacknowledgedBytes() == 0, side + " waits for acknowledgements");
        Arrivals arrivals = side.datagrams().path().arrivals();
        require(
                arrivals.lost() >= 0 && arrivals.late() >= 0 && arrivals.reordered() >= arrivals.late(),
                side + " has counted " + arrivals);
        if (world.scenario().calm && !world.scenario().attacked) {
            require(arrivals.lost() <= HELOS, side + " misses datagrams, and none was lost: " + arrivals);
        }
    }

    private void judgeOutcome(Side side, Side other) {
        SessionClosed how = Objects.requireNonNull(side.ended(), () -> side + " has not ended");
        CloseCause own = goodbyes.get(side);
        CloseCause peers = goodbyes.get(other);
        boolean right =
                how.by() == Initiator.LOCAL ? how.cause() == own : how.by() == Initiator.PEER && how.cause() == peers;
        require(right, side + " has ended for a reason that nobody gave: " + how);
    }

    private void atEnd(Side side) {
        if (side.isCrashed() || !side.isBegun()) { // a server that was started again may never hear of its client
            return;
        }
        require(side.ended() != null, side + " has not ended");
        side.desk().requireAllOver();
        require(!side.loop().isArmed(), side + " has ended, and waits for a timer");
        require(side.datagrams().path().state() == PathState.DOWN, "the path of " + side + " outlives the session");
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError(otherwise);
        }
    }
}
