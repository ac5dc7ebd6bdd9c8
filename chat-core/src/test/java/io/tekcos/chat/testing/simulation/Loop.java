package io.tekcos.chat.testing.simulation;

import io.tekcos.chat.testing.disk.SimulatedCrash;
import java.util.ArrayDeque;

/** The thread of a side, with its timer. It may stand still for a while, as a program that is stopped or starved does. */
final class Loop {

    private final Agenda agenda;
    private final Dice dice;
    private final ArrayDeque<Runnable> late = new ArrayDeque<>();
    private Runnable tick = () -> {};
    private Runnable atCrash = () -> {};
    private boolean running;
    private boolean dead;
    private boolean paused;
    private boolean tickIsLate;
    private boolean armed;
    private int arming;
    private long rings;
    private long stoodStill;
    private long pausedAt;

    Loop(Agenda agenda, Dice dice) {
        this.agenda = agenda;
        this.dice = dice;
    }

    /** Sets what is done when the timer rings. */
    void whenItRings(Runnable newTick) {
        tick = newTick;
    }

    /** Sets what is done when the process ends in the middle of a task. */
    void whenItCrashes(Runnable newAtCrash) {
        atCrash = newAtCrash;
    }

    /** The process is no more: nothing runs here again. */
    void die() {
        dead = true;
        late.clear();
        disarm();
    }

    /** Runs a task now, or as soon as the side runs again. */
    void execute(Runnable task) {
        if (paused && !dead) {
            late.add(task);
        } else {
            run(task);
        }
    }

    private void run(Runnable task) {
        if (running) {
            task.run();
        } else if (!dead) {
            running = true;
            try {
                task.run();
            } catch (SimulatedCrash inTheMiddle) {
                atCrash.run();
            } finally {
                running = false;
            }
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
        run(tick);
    }

    private void resume() {
        paused = false;
        stoodStill += agenda.now() - pausedAt;
        if (tickIsLate && dice.chance(0.5)) {
            tickNow(); // nobody promises that what has arrived is read before the timers run
        }
        for (Runnable next = late.poll(); next != null; next = late.poll()) {
            run(next);
        }
        if (tickIsLate) {
            tickNow();
        }
    }
}
