package io.tekcos.chat.testing.simulation;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.tekcos.chat.testing.simulation.Scenario.Span;

/**
 * Plans what comes over a run: cuts, moves, stalls of the stream, sides that stand still. What keeps bytes of the stream from
 * arriving comes one after the other and is short of the silence after which a connection counts as dead.
 */
final class Troubles {

    private static final long BETWEEN_SILENCES = SECONDS.toNanos(7);

    private final World world;
    private final Scenario scenario;
    private final Dice dice;
    private long begin;
    private long over;

    Troubles(World world) {
        this.world = world;
        scenario = world.scenario();
        dice = world.dice().split();
    }

    /** Returns the time when all that was planned is over. */
    long plan() {
        begin = world.agenda().now();
        over = begin + scenario.active;
        if (scenario.calm) {
            planNap();
        } else {
            planTroubles();
        }
        return over;
    }

    private void planTroubles() {
        for (int i = dice.between(0, 2); i > 0; i--) {
            planCut(new Span(anyTime(), MILLISECONDS.toNanos(dice.pick(300L, 2_000L, 6_000L, 12_000L))));
        }
        for (int i = scenario.moves; i > 0; i--) {
            world.agenda().at(anyTime(), dice.chance(0.8) ? world.net()::moveClient : world.net()::killSocket);
        }
        planSilences();
        if (scenario.bumpy) {
            world.streams().breakNewOnes(0.3);
            planBreaks();
        }
        if (scenario.outbox) {
            planDeaths();
        }
    }

    private void planBreaks() {
        for (int i = dice.between(1, 4); i > 0; i--) {
            world.agenda().at(anyTime(), this::breakConnection);
        }
    }

    private void planDeaths() {
        for (int i = dice.between(1, 6); i > 0; i--) {
            world.agenda().at(anyTime(), world.reaper()::strike);
        }
        for (int i = dice.chance(0.6) ? 0 : dice.between(1, 2); i > 0; i--) {
            world.agenda().at(anyTime(), world.reaper()::strikeServer);
        }
    }

    /** The connection breaks, and for a while no other comes about. */
    private void breakConnection() {
        if (dice.chance(0.5)) {
            world.streams().latest().breakOff();
        } else {
            world.streams().latest().planBreak();
        }
        if (dice.chance(0.5)) {
            StreamNet.Access[] all = StreamNet.Access.values();
            world.streams()
                    .set(all[dice.between(1, all.length - 1)], MILLISECONDS.toNanos(dice.pick(300L, 2_000L, 7_000L)));
        }
    }

    private void planCut(Span when) {
        int which = dice.between(0, 3);
        world.happenings().add(which >= 2 ? Happening.CUT_BOTH_WAYS : Happening.CUT_ONE_WAY);
        if (which != 0) {
            world.net().toServer().cut(when);
        }
        if (which != 1) {
            world.net().toClient().cut(when);
        }
    }

    private void planSilences() {
        long time = anyTime();
        while (time < begin + scenario.active) {
            long length = MILLISECONDS.toNanos(dice.pick(200L, 1_100L, 3_000L, 7_000L));
            Side side = dice.chance(0.5) ? world.client() : world.server();
            boolean still = dice.chance(0.5);
            world.agenda().at(time, () -> beginSilence(side, still, length));
            over = Math.max(over, time + length);
            time += length + BETWEEN_SILENCES + dice.between(0, scenario.active);
        }
    }

    private void beginSilence(Side side, boolean still, long length) {
        world.trace()
                .add(side, (still ? "stands still for " : "is not heard by TCP for ") + length / 1_000_000 + " ms");
        if (still) {
            world.happenings().add(Happening.SIDE_STOOD_STILL);
            side.loop().pause(length);
        } else {
            world.happenings().add(Happening.STREAM_STALLED);
            world.streams().latest().outOf(side).stall(length);
        }
    }

    /** Both machines sleep; when they wake, nothing has happened. */
    private void planNap() {
        if (dice.chance(0.5)) {
            long length = MILLISECONDS.toNanos(dice.pick(500L, 1_500L, 6_000L, 40_000L));
            long time = anyTime();
            over = Math.max(over, time + length);
            world.agenda().at(time, () -> {
                world.happenings().add(Happening.BOTH_SLEPT);
                beginSilence(world.client(), true, length);
                beginSilence(world.server(), true, length);
            });
        }
    }

    private long anyTime() {
        return begin + dice.between(0, scenario.active);
    }
}
