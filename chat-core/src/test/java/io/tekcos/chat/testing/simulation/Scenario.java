package io.tekcos.chat.testing.simulation;

import static java.util.concurrent.TimeUnit.MICROSECONDS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.tekcos.chat.model.Durability;

/** What a run is like, drawn from its seed. */
final class Scenario {

    /** How it ends. */
    enum Ending {
        /** Everything comes to rest on a network that is sound again; then a goodbye. */
        REST,
        /** A goodbye in the middle of it all. */
        GOODBYE,
        /** One side ends the session at once. */
        ABORT,
        /** The stream carries nothing any more, and the session does not wait for another connection. */
        SILENCE,
        /** The connection is reset, and the session does not wait for another. */
        RESET,
        /** No connection ever stands again. */
        LOST,
        /** The session ends at the server before the client is back. */
        EXPIRED,
        /** The server is killed, and started again. */
        RESTART
    }

    /** A stretch of time. */
    record Span(long start, long length) {
        boolean contains(long time) {
            return time >= start && time - start < length;
        }
    }

    /**
     * What a connection is like.
     *
     * @param delay from one end to the other, in nanoseconds
     * @param rate bytes a second
     * @param largestRead bytes that arrive at once at most
     * @param highWater so many bytes may wait to be sent before an end counts as not writable
     */
    record Line(long delay, long rate, int largestRead, int highWater) {}

    private static final int ONE_IN = 100;

    /** How long each side waits for another connection, in nanoseconds; 0 if the session ends with its connection. */
    final long clientAway;

    final long serverAway;

    final Ending ending;
    final long active;

    /** Nothing goes wrong: then the path must stay up. */
    final boolean calm;

    /** So many texts by both at once that the stream falls thousands of positions behind. */
    final boolean flood;

    /** Connections break, and new ones come about with difficulty. */
    final boolean bumpy;

    final long clockStart;
    final long streamDelay;
    final long streamRate;
    final int largestRead;
    final int highWater;
    final int clientWindow;
    final int serverWindow;
    final int waitingDatagrams;
    final int moves;
    final boolean attacked;

    /** The client has an outbox, and its processes are killed; so is the server's. */
    final boolean outbox;

    final Durability durability;

    /** How many transfers there are. */
    final int files;

    private final long bulkRate;
    private final int largestBulkRead;

    Scenario(Dice dice) {
        boolean resumes = dice.chance(0.85);
        int percent = dice.between(1, ONE_IN);
        ending = resumes ? ending(percent) : endingWithConnection(percent);
        clientAway = resumes ? SECONDS.toNanos(ending == Ending.LOST ? dice.between(5, 60) : 120) : 0;
        active = SECONDS.toNanos(dice.between(5, 22));
        flood = dice.chance(0.02);
        calm = !flood && dice.chance(0.08);
        bumpy = resumes && !calm && ending != Ending.EXPIRED && dice.chance(0.75);
        outbox = bumpy && isForOutbox(ending) && dice.chance(0.4);
        durability = dice.chance(0.5) ? Durability.SYNC : Durability.WRITE;
        serverAway = serverAway(dice);
        clockStart = clockStart(dice);
        streamDelay = MICROSECONDS.toNanos(dice.pick(50L, 500L, 5_000L, 40_000L));
        streamRate = dice.pick(60_000L, 500_000L, 5_000_000L, 50_000_000L);
        largestRead = (int) dice.pick(200L, 1_460L, 16_384L, 65_536L);
        highWater = (int) dice.pick(1_024L, 8_192L, 65_536L);
        clientWindow = window(dice);
        serverWindow = window(dice);
        waitingDatagrams = (int) dice.pick(4L, 64L, 4_096L);
        moves = calm ? 0 : dice.between(0, 3);
        attacked = flood || dice.chance(0.5);
        boolean carriesFiles = !flood && !outbox && dice.chance(0.22);
        files = carriesFiles ? (int) dice.pick(1, 1, 1, 2) : 0;
        bulkRate = dice.pick(2_000_000L, 10_000_000L, 100_000_000L);
        largestBulkRead = (int) dice.pick(8_192L, 65_536L, 262_144L);
    }

    /** Somebody who has an outbox goes on as another session where others end. */
    private static boolean isForOutbox(Ending ending) {
        return ending == Ending.REST || ending == Ending.GOODBYE || ending == Ending.LOST;
    }

    private static Ending ending(int percent) {
        if (percent <= 60) {
            return Ending.REST;
        }
        if (percent <= 76) {
            return percent <= 70 ? Ending.GOODBYE : Ending.ABORT;
        }
        return percent <= 84 ? Ending.LOST : percent <= 93 ? Ending.EXPIRED : Ending.RESTART;
    }

    private static Ending endingWithConnection(int percent) {
        if (percent <= 35) {
            return Ending.REST;
        }
        if (percent <= 55) {
            return percent <= 45 ? Ending.GOODBYE : Ending.ABORT;
        }
        return percent <= 80 ? Ending.SILENCE : Ending.RESET;
    }

    /** A server waits longer than its client, so that nobody comes back too late; unless it has to be rid of sessions. */
    private long serverAway(Dice dice) {
        if (clientAway == 0) {
            return 0;
        }
        boolean isShort = ending == Ending.EXPIRED || (outbox && dice.chance(0.3));
        return isShort ? SECONDS.toNanos(dice.between(1, 10)) : clientAway + SECONDS.toNanos(30);
    }

    /** Only differences of times mean something, even where the clock passes the greatest number. */
    private static long clockStart(Dice dice) {
        return dice.chance(0.1) ? Long.MAX_VALUE - SECONDS.toNanos(dice.between(0, 20)) : dice.any() / 4;
    }

    private static int window(Dice dice) {
        return 1024 * dice.between(128, 256);
    }

    /** What a connection of the session is like. */
    Line streamLine() {
        return new Line(streamDelay, streamRate, largestRead, highWater);
    }

    /** What a connection of a transfer is like. */
    Line bulkLine() {
        return new Line(streamDelay, bulkRate, largestBulkRead, highWater);
    }

    /** How a direction of the datagrams' way fares. */
    Weather weather(Dice dice) {
        return calm
                ? new Weather(0, 0, 0, 0, MILLISECONDS.toNanos(dice.between(1, 30)), MILLISECONDS.toNanos(3))
                : new Weather(
                        dice.pick(0, 0.01, 0.05, 0.2, 0.5),
                        dice.pick(0, 0, 0.02),
                        dice.pick(0, 0.02, 0.2),
                        dice.pick(0, 0.02, 0.2),
                        MICROSECONDS.toNanos(dice.pick(30L, 1_000L, 20_000L, 150_000L)),
                        MICROSECONDS.toNanos(dice.pick(10L, 1_000L, 30_000L)));
    }
}
