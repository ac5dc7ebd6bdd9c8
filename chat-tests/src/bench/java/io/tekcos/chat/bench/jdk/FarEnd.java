package io.tekcos.chat.bench.jdk;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;

/** The far end's thread: does the same again until its socket is closed. */
final class FarEnd {

    @FunctionalInterface
    interface Step {
        void run() throws IOException;
    }

    private FarEnd() {}

    static void start(Step step) {
        Thread thread = new Thread(() -> repeat(step), "far end");
        thread.setDaemon(true);
        thread.start();
    }

    private static void repeat(Step step) {
        try {
            while (true) {
                step.run();
            }
        } catch (EOFException | SocketException | ClosedChannelException closed) {
            // one of the two ends was closed: nothing more to do
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
