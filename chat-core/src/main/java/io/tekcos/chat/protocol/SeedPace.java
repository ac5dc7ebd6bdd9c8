package io.tekcos.chat.protocol;

import java.util.concurrent.TimeUnit;

/**
 * How a text is written to a seed peer by TCP. That program reads at most {@value #READ_BYTES} bytes at a time, decodes each
 * read alone, and breaks if one ends within a character. So a text is cut between characters into pieces that one read can
 * take, and no more than one read's worth is written at once: between that and what follows is a pause, in which the peer can
 * read. A peer that takes longer may still see the two as one.
 */
public final class SeedPace {

    /** What a seed peer reads at a time. */
    public static final int READ_BYTES = 1024;

    /** How long a peer has to read that much. */
    static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private int written;
    private long pauseEnd;

    /** Where the piece of a text that begins at {@code from} ends: between two characters, and within one read. */
    public static int endOfPiece(byte[] utf8, int from) {
        int end = Math.min(utf8.length, from + READ_BYTES);
        while (end < utf8.length && isWithinCharacter(utf8[end])) {
            end--;
        }
        return end;
    }

    /** Whether a piece of so many bytes may be written now; if so, it counts as written. */
    public boolean tryWrite(int bytes, long now) {
        if (written > 0 && now - pauseEnd >= 0) {
            written = 0;
        }
        if (written + bytes > READ_BYTES) {
            return false;
        }
        written += bytes;
        pauseEnd = now + PAUSE_NANOS;
        return true;
    }

    /** When there is room for one whole read again. */
    public long pauseEnd() {
        return pauseEnd;
    }

    private static boolean isWithinCharacter(byte next) {
        return (next & 0xc0) == 0x80;
    }
}
