package io.tekcos.chat.bench.loop;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Keeps the texts on their way within a window, by the far end's count. When nothing arrives any more, what is still
 * on its way counts as lost for the window's purposes; the tallies decide what really was.
 */
final class Flight {

    private final LongSupplier arrived;
    private final long window;
    private final Duration silence;
    private long seen;
    private long givenUp;
    private long lastProgress = System.nanoTime();

    /** Gives up what is on its way when nothing has arrived for {@code silence}. */
    Flight(LongSupplier arrived, long window, Duration silence) {
        this.arrived = arrived;
        this.window = window;
        this.silence = silence;
    }

    /** Waits until one more text may follow {@code sent} others. */
    void awaitRoom(long sent) {
        while (sent - seen - givenUp >= window) {
            awaitProgress(sent, sent - window / 2);
        }
    }

    /** Waits until all texts have arrived or are lost, and returns the time at which the last one was seen. */
    long awaitLanding(long sent) {
        while (seen + givenUp < sent) {
            awaitProgress(sent, sent);
        }
        return lastProgress;
    }

    private void awaitProgress(long sent, long wanted) {
        long before = seen;
        Patience.awaitFor(silence, () -> arrived.getAsLong() + givenUp >= wanted);
        seen = arrived.getAsLong();
        if (seen > before) {
            lastProgress = System.nanoTime();
        } else {
            givenUp = sent - seen;
        }
    }
}
