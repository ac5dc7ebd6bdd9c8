package io.tekcos.chat.file;

import java.time.Duration;
import java.util.Optional;

/**
 * How far a transfer has come.
 *
 * @param state what it is doing
 * @param bytes how much of the content the receiver has, checked and written
 * @param totalBytes how large the content is
 * @param bytesPerSecond the rate of the last seconds; 0 while nothing moves
 */
public record TransferProgress(State state, long bytes, long totalBytes, long bytesPerSecond) {

    /** What a transfer is doing. */
    public enum State {
        /** The receiver has not decided. */
        OFFERED,
        /** It has no connection for its bytes: at the beginning, or because one was lost. */
        CONNECTING,
        /** Bytes move. */
        RUNNING,
        /** One of the two wants it to wait. */
        PAUSED,
        /** All is there, and gets its names. */
        FINISHING,
        /** It is over: done, or failed. */
        OVER
    }

    /**
     * How long the rest takes at this rate.
     *
     * @return empty while nothing moves
     */
    public Optional<Duration> timeLeft() {
        return bytesPerSecond == 0
                ? Optional.empty()
                : Optional.of(Duration.ofMillis((long) ((totalBytes - bytes) * 1_000.0 / bytesPerSecond)));
    }
}
