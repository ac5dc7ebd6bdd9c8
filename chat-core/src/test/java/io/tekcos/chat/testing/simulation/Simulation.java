package io.tekcos.chat.testing.simulation;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.tekcos.chat.model.CloseCause;

/** One run: two sessions, a bad network, an ending, and the verdict. Who finds fault throws an {@link AssertionError}. */
final class Simulation {

    /** A path that has moved, gone down or lost its socket is up again after so long on a sound network. */
    private static final long RECOVERY = SECONDS.toNanos(15);

    private static final long SILENCE = SECONDS.toNanos(15);

    private final World world;
    private final Scenario scenario;
    private final Dice dice;
    private final Workload atClient;
    private final Workload atServer;
    private final Verdict verdict;
    private long troublesEnd;

    Simulation(long seed, boolean traced) {
        world = new World(seed, traced);
        scenario = world.scenario();
        dice = world.dice().split();
        atClient = new Workload(world.client(), world.toServer(), world);
        atServer = new Workload(world.server(), world.toClient(), world);
        verdict = new Verdict(world);
    }

    World world() {
        return world;
    }

    void run() {
        begin();
        troublesEnd = new Troubles(world).plan();
        switch (scenario.ending) {
            case REST -> comeToRest();
            case GOODBYE -> sayGoodbyeInTheMiddle();
            case SILENCE -> fallSilent();
            case RESET -> breakOff(Happening.STREAM_RESET);
            case ABORT -> breakOff(Happening.ABORTED);
        }
        verdict.atEnd();
    }

    private void begin() {
        world.server().datagrams().attach();
        world.client()
                .loop()
                .after(
                        MILLISECONDS.toNanos(dice.between(0, 100)),
                        () -> world.client().datagrams().attach());
        world.client().rearm();
        world.server().rearm();
        atClient.begin();
        atServer.begin();
        if (scenario.attacked) {
            world.stranger().begin();
        }
        if (scenario.flood) {
            world.agenda().after(SECONDS.toNanos(2), () -> flood(5_000));
            world.agenda().after(SECONDS.toNanos(4), () -> flood(5_000));
        }
    }

    private void flood(int texts) {
        world.client().socket().out().stall(SECONDS.toNanos(1));
        atClient.flood(texts);
    }

    private void comeToRest() {
        world.agenda().runUntil(troublesEnd);
        heal();
        runFor(RECOVERY);
        verdict.atRest();
        atClient.sayAllIsWell();
        atServer.sayAllIsWell();
        runFor(SECONDS.toNanos(2));
        verdict.allIsWell();
        sayGoodbye();
        runFor(Side.DRAIN + SECONDS.toNanos(2));
        verdict.afterGoodbye(true);
    }

    private void sayGoodbyeInTheMiddle() {
        world.agenda().runUntil(scenario.active);
        world.happenings().add(Happening.CLOSED_IN_THE_MIDDLE);
        sayGoodbye();
        runUntilOver();
        verdict.afterGoodbye(false);
    }

    private void fallSilent() {
        world.agenda().runUntil(dice.between(0, scenario.active));
        boolean bothWays = dice.chance(0.6);
        world.happenings().add(bothWays ? Happening.STREAM_DIED : Happening.STREAM_DIED_ONE_WAY);
        Side deaf = dice.chance(0.5) ? world.client() : world.server();
        other(deaf).socket().out().die();
        if (bothWays) {
            deaf.socket().out().die();
        }
        world.trace().add("net", "the stream to the " + deaf + " is dead" + (bothWays ? ", and back" : ""));
        if (dice.chance(0.4)) {
            runFor(dice.between(0, SECONDS.toNanos(14)));
            sayGoodbye();
        }
        runUntilOver();
    }

    private void breakOff(Happening how) {
        world.agenda().runUntil(dice.between(0, scenario.active));
        world.happenings().add(how);
        if (how == Happening.ABORTED) {
            Side side = dice.chance(0.5) ? world.client() : world.server();
            side.loop().execute(side::closeNow);
        } else {
            world.trace().add("net", "the connection is reset");
            world.client().socket().reset();
            world.server().socket().reset();
        }
        runUntilOver();
    }

    private void heal() {
        world.trace().add("net", "all is sound again");
        atClient.end();
        atServer.end();
        world.stranger().end();
        world.net().toServer().clearUp();
        world.net().toClient().clearUp();
        world.client().inbox().hurry();
        world.server().inbox().hurry();
    }

    private void sayGoodbye() {
        int who = dice.between(0, 2);
        world.happenings()
                .add(
                        who == 0
                                ? Happening.CLOSED_BY_CLIENT
                                : who == 1 ? Happening.CLOSED_BY_SERVER : Happening.CLOSED_BY_BOTH);
        if (who != 1) {
            close(world.client(), CloseCause.GOODBYE);
        }
        if (who != 0) {
            close(world.server(), CloseCause.GOING_AWAY);
        }
    }

    private void close(Side side, CloseCause cause) {
        verdict.onClose(side, cause);
        side.loop().execute(() -> side.close(cause));
    }

    private Side other(Side side) {
        return side == world.client() ? world.server() : world.client();
    }

    /** Until a connection that is dead is found to be. */
    private void runUntilOver() {
        world.agenda().runUntil(Math.max(world.agenda().now(), troublesEnd) + 2 * SILENCE);
    }

    private void runFor(long nanos) {
        world.agenda().runUntil(world.agenda().now() + nanos);
    }
}
