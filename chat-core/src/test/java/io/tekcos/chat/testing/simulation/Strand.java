package io.tekcos.chat.testing.simulation;

import static java.util.concurrent.TimeUnit.MICROSECONDS;

import java.util.function.Consumer;
import java.util.function.Supplier;

/** A disk's thread, as one end of a transfer has it: one task after the other, each of which takes its time. */
final class Strand {

    private final Agenda agenda;
    private final Loop loop;
    private final Dice dice;
    private final long takes;
    private long freeAt;
    private boolean dead;

    Strand(Agenda agenda, Loop loop, Dice dice) {
        this.agenda = agenda;
        this.loop = loop;
        this.dice = dice;
        takes = MICROSECONDS.toNanos(dice.pick(20L, 1_000L, 30_000L, 300_000L));
    }

    /** Runs a task here, and then, on the loop, what is to be done with what it has come to. */
    <T> void execute(Supplier<T> task, Consumer<? super T> then) {
        freeAt = Math.max(freeAt, agenda.now()) + dice.about(takes);
        agenda.at(freeAt, () -> {
            if (!dead) {
                T outcome = task.get();
                loop.execute(() -> then.accept(outcome));
            }
        });
    }

    /** The program is no more, and nothing that it had not begun is done. */
    void die() {
        dead = true;
    }
}
