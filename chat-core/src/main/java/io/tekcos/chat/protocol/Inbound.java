package io.tekcos.chat.protocol;

import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.wire.WireException;

/**
 * The receiving half of delivery: counts the positions of sequenced frames as they arrive, and says when and up to where to
 * acknowledge. A frame is acknowledged when its listener has returned, never before.
 */
public final class Inbound {

    private final long window;
    private long arrived;
    private long processed;
    private long acknowledged;
    private long waitingBytes;
    private long processedBytes;
    private boolean mustRepeat;
    private long strayFrames; // of sessions before, which the listener has yet to have
    private long strayBytes;

    /**
     * Begins at position 0.
     *
     * @param window how many bytes the peer may send unacknowledged
     */
    public Inbound(long window) {
        this(window, 0);
    }

    /**
     * Goes on after a position from which the listener has returned.
     *
     * @param window how many bytes the peer may send unacknowledged
     */
    Inbound(long window, long heard) {
        this.window = window;
        arrived = heard;
        processed = heard;
        acknowledged = heard;
    }

    /** Another session begins; what waits for the listener is of the one before, and is acknowledged to nobody any more. */
    void beginAnew() {
        strayFrames += arrived - processed;
        strayBytes += waitingBytes - processedBytes;
        arrived = 0;
        processed = 0;
        acknowledged = 0;
        waitingBytes = 0;
        processedBytes = 0;
        mustRepeat = false;
    }

    /** A sequenced frame of so many bytes, header included, has arrived; returns its position. */
    public long onArrived(int bytes) throws WireException {
        if (waitingBytes + bytes > window) {
            throw new WireException(
                    CloseCause.WINDOW_EXCEEDED, "more than the window of " + window + " bytes is unacknowledged");
        }
        waitingBytes += bytes;
        return ++arrived;
    }

    /** The last position that has arrived. */
    public long arrived() {
        return arrived;
    }

    /** The last position from which the listener has returned. */
    public long processed() {
        return processed;
    }

    /** There is another connection: the last acknowledgement may not have come through. */
    public void onReconnected() {
        mustRepeat = processed > 0;
    }

    /** The listener has returned from so many of the oldest frames that were waiting for it, of so many bytes together. */
    public void onProcessed(int frames, long bytes) {
        long strays = Math.min(frames, strayFrames);
        long bytesOfStrays = strays == strayFrames ? strayBytes : bytes;
        if (frames - strays > arrived - processed) {
            throw new IllegalStateException(
                    frames + " frames processed, " + (strayFrames + arrived - processed) + " were waiting");
        }
        strayFrames -= strays;
        strayBytes -= bytesOfStrays;
        processed += frames - strays;
        processedBytes += bytes - bytesOfStrays;
    }

    /** Whether something was processed that is not acknowledged yet. */
    public boolean isAcknowledgementDue() {
        return processed > acknowledged || mustRepeat;
    }

    /** The last position that was acknowledged. */
    long acknowledged() {
        return acknowledged;
    }

    /** Acknowledges all that was processed. */
    public long acknowledge() {
        acknowledged = processed;
        waitingBytes -= processedBytes;
        processedBytes = 0;
        mustRepeat = false;
        return acknowledged;
    }
}
