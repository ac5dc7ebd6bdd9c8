package io.tekcos.chat.testing.simulation;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.testing.simulation.Connection.Break;
import java.util.function.BooleanSupplier;

/** One run: two sessions, a bad network, an ending, and the verdict. Who finds fault throws an {@link AssertionError}. */
final class Simulation {

    /** A path that has moved, gone down or lost its socket is up again after so long on a sound network. */
    private static final long RECOVERY = SECONDS.toNanos(15);

    private static final long SILENCE = SECONDS.toNanos(15);

    /** So long it takes at most until both sides know that a connection is dead, and another stands on a sound network. */
    private static final long RETURN = SILENCE + SECONDS.toNanos(15);

    private static final long FOR_EVER = SECONDS.toNanos(1_000_000);

    /** So long there is more to say while everybody waits for the end. */
    private static final long TALKING_ON = SECONDS.toNanos(10);

    private static final long JOINING = SECONDS.toNanos(120);

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
        atClient = new Workload(world::client, world.toServer(), world);
        atServer = new Workload(world::server, world.toClient(), world);
        verdict = new Verdict(world);
    }

    World world() {
        return world;
    }

    void run() {
        join();
        begin();
        troublesEnd = new Troubles(world).plan();
        switch (scenario.ending) {
            case REST -> comeToRest();
            case GOODBYE -> sayGoodbyeInTheMiddle();
            case ABORT -> abort();
            case SILENCE -> fallSilent();
            case RESET -> reset();
            case LOST -> loseForGood();
            case EXPIRED -> comeTooLate();
            case RESTART -> restart();
        }
        verdict.atEnd();
    }

    /** Both sides have something to say as soon as the session stands there. */
    private void join() {
        world.whenBegun(side -> (side == world.client() ? atClient : atServer).begin());
        if (scenario.bumpy) {
            world.streams().breakNewOnes(0.5);
        }
        if (scenario.outbox) {
            world.reaper().startProcess();
        } else {
            world.caller().begin();
        }
        world.agenda().runUntil(() -> world.client().isBegun() && world.server().isBegun(), JOINING);
        verdict.atBeginning();
    }

    private void begin() {
        world.shipper().begin();
        if (scenario.attacked) {
            world.stranger().begin();
            world.burglar().begin();
        }
        if (scenario.flood) {
            world.agenda().after(SECONDS.toNanos(2), () -> flood(5_000));
            world.agenda().after(SECONDS.toNanos(4), () -> flood(5_000));
        }
    }

    private void flood(int texts) {
        if (world.client().isAlive()) {
            world.streams().latest().outOf(world.client()).stall(SECONDS.toNanos(1));
            world.client().loop().execute(() -> atClient.flood(texts));
        }
    }

    private void comeToRest() {
        world.agenda().runUntil(troublesEnd);
        heal();
        runUntil(world.shipper()::isSettled);
        runFor(scenario.bumpy ? RETURN + RECOVERY : RECOVERY);
        verdict.atRest();
        atClient.sayAllIsWell();
        atServer.sayAllIsWell();
        runFor(SECONDS.toNanos(2));
        verdict.allIsWell();
        sayGoodbye();
        if (scenario.clientAway > 0 && dice.chance(0.5)) {
            world.streams().latest().planBreakOfGoodbye();
            runUntilOver();
            verdict.afterBrokenGoodbye();
        } else {
            runFor(Side.DRAIN + SECONDS.toNanos(2));
            verdict.afterGoodbye(true);
        }
    }

    private void sayGoodbyeInTheMiddle() {
        runFor(scenario.active);
        spareProcesses();
        world.happenings().add(Happening.CLOSED_IN_THE_MIDDLE);
        sayGoodbye();
        runUntilOver();
        verdict.afterGoodbye(false);
    }

    private void abort() {
        runForAWhile();
        world.happenings().add(Happening.ABORTED);
        Side side = anySide();
        side.loop().execute(side::closeNow);
        runUntilOver();
    }

    private void fallSilent() {
        runForAWhile();
        boolean bothWays = dice.chance(0.6);
        world.happenings().add(bothWays ? Happening.STREAM_DIED : Happening.STREAM_DIED_ONE_WAY);
        world.streams()
                .latest()
                .breakOff(
                        bothWays ? Break.SILENT : anySide() == world.client() ? Break.CLIENT_DEAF : Break.SERVER_DEAF);
        if (dice.chance(0.4)) {
            runFor(dice.between(0, SECONDS.toNanos(14)));
            sayGoodbye();
        }
        runUntilOver();
    }

    private void reset() {
        runForAWhile();
        world.streams().latest().breakOff(Break.RESET);
        runUntilOver();
    }

    /** Neither side hears of the other again. */
    private void loseForGood() {
        runForAWhile();
        spareProcesses();
        StreamNet.Access[] all = StreamNet.Access.values();
        world.streams().insist(all[dice.between(1, all.length - 1)], FOR_EVER);
        world.streams().latest().breakOff();
        world.happenings().add(Happening.LOST_FOR_GOOD);
        if (dice.chance(0.4)) {
            runFor(dice.between(0, 2 * SILENCE));
            world.happenings()
                    .addIf(world.client().isAlive() && !world.client().isConnected(), Happening.CLOSED_WHILE_AWAY);
            sayGoodbye();
        }
        runUntilOver();
    }

    /** The server does not wait, or is told to end the session, before the client is back. */
    private void comeTooLate() {
        runForAWhile();
        Side server = world.server();
        world.streams().insist(StreamNet.Access.UNREACHABLE, FOR_EVER);
        world.streams().latest().breakOff();
        if (dice.chance(0.5)) {
            runUntil(() -> !server.isConnected());
            world.happenings().addIf(server.isAlive(), Happening.DROPPED_WHILE_AWAY);
            server.loop().execute(server::closeNow);
        }
        runUntil(() -> !server.isAlive());
        world.streams().insist(StreamNet.Access.OPEN, FOR_EVER);
        runUntilOver();
        verdict.afterEndAtServer();
    }

    private void restart() {
        runForAWhile();
        world.happenings().add(Happening.RESTARTED);
        Connection before = world.streams().latest();
        world.house().restart();
        before.breakOff(dice.chance(0.5) ? Break.RESET : Break.SILENT);
        runUntilOver();
    }

    private void heal() {
        world.trace().add("net", "all is sound again");
        fallQuiet();
        world.streams().clearUp();
        world.shipper().clearUp();
        world.net().toServer().clearUp();
        world.net().toClient().clearUp();
        world.hurry();
        world.reaper().spare();
    }

    /** No process is killed any more, and the session stands again, on a network that may still be bad. */
    private void spareProcesses() {
        world.reaper().spare();
        runUntil(() -> (world.client().isAlive() && world.server().isAlive()) || hasWaitedTooLong());
        if (!hasWaitedTooLong()) {
            verdict.atBeginning();
        }
    }

    /** A client that is to be lost for good may wait for so short a time that it gives up before. */
    private boolean hasWaitedTooLong() {
        return scenario.ending == Scenario.Ending.LOST && world.client().ended() != null;
    }

    private void sayGoodbye() {
        int who =
                scenario.outbox ? 2 * dice.between(0, 1) : dice.between(0, 2); // who is left goes on as another session
        world.happenings()
                .add(
                        who == 0
                                ? Happening.CLOSED_BY_CLIENT
                                : who == 1 ? Happening.CLOSED_BY_SERVER : Happening.CLOSED_BY_BOTH);
        world.client().forgetTroubles();
        world.server().forgetTroubles();
        if (who != 1) {
            close(world.client(), CloseCause.GOODBYE);
        }
        if (who != 0) {
            close(world.server(), CloseCause.GOING_AWAY);
        }
    }

    private void close(Side side, CloseCause cause) {
        verdict.onClose(side, cause);
        side.loop().execute(() -> {
            if (side.isBegun() && !side.isCrashed()) {
                side.close(cause);
            }
        });
    }

    private Side anySide() {
        return dice.chance(0.5) ? world.client() : world.server();
    }

    private void runForAWhile() {
        runFor(dice.between(0, scenario.active));
    }

    /** Until nobody waits for anything any more. */
    private void runUntilOver() {
        long longest = 3 * SILENCE + scenario.clientAway + scenario.serverAway + SECONDS.toNanos(60);
        long latest = Math.max(world.agenda().now(), troublesEnd) + longest;
        world.agenda().runUntil(this::isOver, world.agenda().now() + TALKING_ON);
        fallQuiet();
        world.agenda().runUntil(this::isOver, latest);
        runFor(SECONDS.toNanos(2));
    }

    private void runUntil(BooleanSupplier isSo) {
        world.agenda().runUntil(isSo, world.agenda().now() + 6 * SILENCE);
    }

    private boolean isOver() {
        return !world.client().isAlive() && !world.server().isAlive();
    }

    private void fallQuiet() {
        atClient.end();
        atServer.end();
        world.stranger().end();
        world.burglar().end();
    }

    private void runFor(long nanos) {
        world.agenda().runUntil(world.agenda().now() + nanos);
    }
}
