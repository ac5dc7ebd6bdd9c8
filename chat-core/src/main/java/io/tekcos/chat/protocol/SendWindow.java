package io.tekcos.chat.protocol;

import io.tekcos.chat.model.Limits;
import io.tekcos.chat.wire.Text;

/**
 * How many bytes may be unacknowledged, and are: more of them only since the window has become a smaller one. Whoever uses it
 * holds the log's lock, but for {@link #isWritable}.
 */
final class SendWindow {

    private static final int LARGEST_FRAME = Text.OVERHEAD + Limits.MAX_TEXT_BYTES;

    private long size;
    private long used;
    private volatile boolean writable = true;

    /**
     * Begins with nothing used.
     *
     * @param size in bytes, {@link Limits#MIN_WINDOW} or more
     */
    SendWindow(long size) {
        this.size = size;
    }

    /** The window is another, whatever is used. */
    void resize(long bytes) {
        size = bytes;
        writable = used <= size - LARGEST_FRAME;
    }

    long size() {
        return size;
    }

    /** Whether more is used than may be. */
    boolean isExceeded() {
        return used > size;
    }

    boolean hasRoomFor(int bytes) {
        return used + bytes <= size;
    }

    /** Whether there is room for the largest frame; true again only when half of the room for others is free. Any thread. */
    boolean isWritable() {
        return writable;
    }

    /** How many bytes are used. */
    long used() {
        return used;
    }

    void use(int bytes) {
        used += bytes;
        if (used > size - LARGEST_FRAME) {
            writable = false;
        }
    }

    void giveBack(long bytes) {
        used -= bytes;
        if (!writable && used <= (size - LARGEST_FRAME) / 2) {
            writable = true;
        }
    }

    /** Nothing is used, and nothing will be: it is as writable as it was. */
    void close() {
        used = 0;
    }
}
