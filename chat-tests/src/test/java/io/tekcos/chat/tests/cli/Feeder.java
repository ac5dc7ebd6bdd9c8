package io.tekcos.chat.tests.cli;

/** Types numbered texts into a process, as fast as it takes them, until it ends or is told to stop. */
final class Feeder {

    private final Thread thread;
    private volatile boolean stopped;

    /**
     * Begins to type.
     *
     * @param prefix what each text begins with, before its number from 1 on
     */
    Feeder(ChatProcess process, String prefix) {
        thread = new Thread(() -> feed(process, prefix), "feeder");
        thread.setDaemon(true);
        thread.start();
    }

    private void feed(ChatProcess process, String prefix) {
        try {
            for (int number = 1; !stopped; number++) {
                process.type(prefix + number);
            }
        } catch (IllegalStateException killed) {
            // its input is closed
        }
    }

    /** Waits until nothing is typed any more. */
    void stop() throws InterruptedException {
        stopped = true;
        thread.join();
    }
}
