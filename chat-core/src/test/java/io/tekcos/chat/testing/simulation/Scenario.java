package io.tekcos.chat.testing.simulation;

import static java.util.concurrent.TimeUnit.MICROSECONDS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

/** What a run is like, drawn from its seed. */
final class Scenario {

    /** How it ends. */
    enum Ending {
        /** Everything comes to rest on a network that is sound again; then a goodbye. */
        REST,
        /** A goodbye in the middle of it all. */
        GOODBYE,
        /** The stream carries nothing any more, in one direction or both, and nobody says so. */
        SILENCE,
        /** The connection is reset. */
        RESET,
        /** One side cuts the connection. */
        ABORT
    }

    /** A stretch of time. */
    record Span(long start, long length) {
        boolean contains(long time) {
            return time >= start && time - start < length;
        }
    }

    private static final int ONE_IN = 100;

    final Ending ending;
    final long active;

    /** Nothing goes wrong: then the path must stay up. */
    final boolean calm;

    /** So many texts by both at once that the stream falls thousands of positions behind. */
    final boolean flood;

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

    Scenario(Dice dice) {
        ending = ending(dice.between(1, ONE_IN));
        active = SECONDS.toNanos(dice.between(5, 22));
        flood = dice.chance(0.02);
        calm = !flood && dice.chance(0.08);
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
    }

    private static Ending ending(int percent) {
        if (percent <= 72) {
            return Ending.REST;
        }
        if (percent <= 84) {
            return Ending.GOODBYE;
        }
        return percent <= 92 ? Ending.SILENCE : percent <= 96 ? Ending.RESET : Ending.ABORT;
    }

    /** Only differences of times mean something, even where the clock passes the greatest number. */
    private static long clockStart(Dice dice) {
        return dice.chance(0.1) ? Long.MAX_VALUE - SECONDS.toNanos(dice.between(0, 20)) : dice.any() / 4;
    }

    private static int window(Dice dice) {
        return 1024 * dice.between(128, 256);
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
