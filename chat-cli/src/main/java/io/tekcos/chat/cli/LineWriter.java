package io.tekcos.chat.cli;

import java.io.IOException;
import java.io.Writer;

/** Writes whole lines to a stream, each flushed before the next begins; any thread. */
final class LineWriter implements LineSink {

    private final Writer to;
    private final Runnable onBroken;
    private boolean broken;

    /**
     * @param onBroken called once, when nobody reads any more; what is written after that is dropped
     */
    LineWriter(Writer to, Runnable onBroken) {
        this.to = to;
        this.onBroken = onBroken;
    }

    @Override
    public synchronized void println(String line) {
        if (broken) {
            return;
        }
        try {
            to.write(line + "\n");
            to.flush();
        } catch (IOException nobodyReads) {
            broken = true;
            onBroken.run();
        }
    }
}
