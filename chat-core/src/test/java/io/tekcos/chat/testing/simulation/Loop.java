package io.tekcos.chat.testing.simulation;

import java.util.ArrayDeque;

/** The thread of a side, with its timer. It may stand still for a while, as a program that is stopped or starved does. */
final class Loop {

    private final Agenda agenda;
    private final Dice dice;
    private final Runnable tick;
    private final ArrayDeque<Runnable> late = new ArrayDeque<>();
    private boolean paused;
    private boolean tickIsLate;
    private boolean armed;
    private int arming;
    private long rings;
    private long stoodStill;
    private long pausedAt;

    Loop(Agenda agenda, Dice dice, Runnable tick) {
        this.agenda = agenda;
        this.dice = dice;
        this.tick = tick;
    }

    /** Runs a task now, or as soon as the side runs again. */
    void execute(Runnable task) {
        if (paused) {
            late.add(task);
        } else {
            task.run();
        }
    }

    /** Runs a task after the one that is running. */
    void submit(Runnable task) {
        after(0, task);
    }

    void after(long delay, Runnable task) {
        agenda.after(delay, () -> execute(task));
    }

    /** As the session's timer does: set anew only for what is due earlier than it rings. */
    void arm(long until) {
        long at = agenda.now() + Math.max(0, Math.min(until, Long.MAX_VALUE / 2));
        if (until == Long.MAX_VALUE || (armed && at >= rings)) {
            return;
        }
        armed = true;
        rings = at;
        int mine = ++arming;
        agenda.at(at, () -> ring(mine));
    }

    void disarm() {
        armed = false;
        tickIsLate = false;
        arming++;
    }

    boolean isArmed() {
        return armed;
    }

    void pause(long nanos) {
        paused = true;
        pausedAt = agenda.now();
        agenda.after(nanos, this::resume);
    }

    boolean isPaused() {
        return paused;
    }

    /** For how long, in all, this side did not run. */
    long stoodStill() {
        return stoodStill;
    }

    private void ring(int which) {
        if (which != arming) {
            return;
        }
        if (paused) {
            tickIsLate = true;
        } else {
            tickNow();
        }
    }

    private void tickNow() {
        tickIsLate = false;
        armed = false;
        tick.run();
    }

    private void resume() {
        paused = false;
        stoodStill += agenda.now() - pausedAt;
        if (tickIsLate && dice.chance(0.5)) {
            tickNow(); // nobody promises that what has arrived is read before the timers run
        }
        for (Runnable next = late.poll(); next != null; next = late.poll()) {
            next.run();
        }
        if (tickIsLate) {
            tickNow();
        }
    }
}
