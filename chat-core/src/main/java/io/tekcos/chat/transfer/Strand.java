package io.tekcos.chat.transfer;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/** Runs tasks one after the other on threads that others use as well. A task does not throw. */
final class Strand implements Executor {

    private final Executor threads;
    private final Queue<Runnable> waiting = new ArrayDeque<>(); // guarded by itself, and so is busy
    private boolean busy;

    Strand(Executor threads) {
        this.threads = threads;
    }

    @Override
    public void execute(Runnable task) {
        synchronized (waiting) {
            waiting.add(task);
            if (busy) {
                return;
            }
            busy = true;
        }
        threads.execute(this::runNext);
    }

    private void runNext() {
        Runnable next;
        synchronized (waiting) {
            next = waiting.remove();
        }
        try {
            next.run();
        } finally {
            goOn();
        }
    }

    private void goOn() {
        synchronized (waiting) {
            busy = !waiting.isEmpty();
            if (!busy) {
                return;
            }
        }
        threads.execute(this::runNext);
    }
}
