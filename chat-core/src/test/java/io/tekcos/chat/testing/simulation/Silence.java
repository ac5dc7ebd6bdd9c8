package io.tekcos.chat.testing.simulation;

import static java.util.concurrent.TimeUnit.SECONDS;

/**
 * Judges when a side gives a silent connection up: after 15 s in which it ran itself, and not much later. It cannot know when
 * it began to stand still, only that it missed what was due: that is known to within the time between two PINGs.
 */
final class Silence {

    private static final long LIMIT = SECONDS.toNanos(15);
    private static final long GRACE = SECONDS.toNanos(2);
    private static final long BETWEEN_PINGS = SECONDS.toNanos(5);

    private final Side side;
    private final Agenda agenda;
    private long lastRead;
    private long stoodStillBefore;

    Silence(Side side, Agenda agenda) {
        this.side = side;
        this.agenda = agenda;
    }

    /** A connection stands, or something came by it. */
    void onRead() {
        lastRead = agenda.now();
        stoodStillBefore = side.loop().stoodStill();
    }

    void onLost(String why) {
        if (!why.startsWith("no sign of life")) {
            return;
        }
        long silent = agenda.now() - lastRead;
        long standing = side.loop().stoodStill() - stoodStillBefore;
        if (silent - Math.max(0, standing - BETWEEN_PINGS) < LIMIT - GRACE || silent > LIMIT + standing + GRACE) {
            throw new AssertionError(String.format(
                    "%s gave up after %.3f s of silence, %.3f s of which it did not run itself: %s",
                    side, silent / 1e9, standing / 1e9, why));
        }
    }
}
