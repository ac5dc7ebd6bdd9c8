package io.tekcos.chat.testing.simulation;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import org.jspecify.annotations.Nullable;

/** Ends the client's processes, at the worst of times, and begins the next ones, until it is told to spare them. */
final class Reaper {

    /** When a process is worth being killed. */
    enum Moment {
        /** RESUME has left, and its answer has not come. */
        HANDSHAKE(Happening.KILLED_IN_HANDSHAKE),
        /** The session waits for another connection. */
        DETACHED(Happening.KILLED_WHILE_DETACHED),
        /** The session goes on, and sends again what was lost. */
        REPLAY(Happening.KILLED_IN_REPLAY);

        private final Happening kill;

        Moment(Happening kill) {
            this.kill = kill;
        }
    }

    private static final Moment[] MOMENTS = Moment.values();

    private final World world;
    private final Dice dice;
    private @Nullable Moment awaited;
    private boolean sparing;
    private boolean down;
    private boolean stoodSince = true;

    Reaper(World world) {
        this.world = world;
        dice = world.dice().split();
    }

    /** The process ends: now, in the middle of one of its next writes, or when it is at the worst. */
    void strike() {
        int percent = dice.between(1, 100);
        if (sparing || down) {
            return;
        }
        if (percent <= 35) {
            kill(Happening.CLIENT_KILLED);
        } else if (percent <= 65) {
            crashInAWrite(6);
        } else {
            awaited = MOMENTS[dice.between(0, MOMENTS.length - 1)];
        }
    }

    /** The server's process ends, and another begins. */
    void strikeServer() {
        if (!sparing) {
            world.happenings().add(Happening.SERVER_RESTARTED);
            Connection before = world.streams().latest();
            world.house().restart();
            before.breakOff(dice.chance(0.5) ? Connection.Break.RESET : Connection.Break.SILENT);
        }
    }

    /** No process ends any more before its time. */
    void spare() {
        sparing = true;
        awaited = null;
        world.outbox().spare();
    }

    /** The client is where it may be worth being killed. */
    void on(Moment moment) {
        if (moment != awaited) {
            return;
        }
        awaited = null;
        Side victim = world.client();
        world.agenda().after(dice.between(0, 3 * world.scenario().streamDelay), () -> {
            if (!sparing && !down && victim == world.client()) {
                kill(moment.kill);
            }
        });
    }

    /** The session stands. */
    void onStanding() {
        stoodSince = true;
    }

    /** The program has given up, and its user begins it again. */
    void startAgain() {
        world.trace().add(world.client(), "gives up, and is to be started again");
        world.happenings().add(Happening.GAVE_UP_AND_BEGAN_AGAIN);
        end(false);
    }

    private void crashInAWrite(int latest) {
        world.outbox().crashAfter(dice.between(0, latest));
    }

    private void kill(Happening how) {
        world.happenings().add(how);
        world.happenings().addIf(!stoodSince, Happening.KILLED_AGAIN_AT_ONCE);
        stoodSince = false;
        end(dice.chance(0.3));
    }

    private void end(boolean powerFails) {
        down = true;
        Side killed = world.client();
        killed.crash(!powerFails);
        killed.loop().die();
        world.caller().die(powerFails);
        world.happenings().addIf(powerFails, Happening.POWER_FAILED);
        world.outbox().onKilled(powerFails);
        if (powerFails) {
            world.trace().add(killed, "was on a machine that has failed");
            world.streams().silenceLatest();
        }
        world.agenda().after(MILLISECONDS.toNanos(dice.pick(1L, 200L, 2_000L, 5_000L)), this::startProcess);
    }

    /** The client begins, or another of its processes does. */
    void startProcess() {
        down = false;
        Side client = world.beginClient();
        world.toClient().onOtherListener();
        client.loop().whenItCrashes(() -> kill(Happening.KILLED_IN_A_WRITE));
        world.happenings().add(Happening.CLIENT_STARTED);
        if (!sparing && dice.chance(0.2)) {
            crashInAWrite(12);
        }
        client.loop().execute(() -> new FirstCall(world, world.outbox().open()).open());
    }
}
