package io.tekcos.chat.protocol;

import io.tekcos.chat.model.RoundTrip;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Smooths round-trip times as RFC 6298, section 2, does, with its gains of 1/8 and 1/4. What answers carry a token of what they
 * answer, so no sample is ambiguous (Karn's algorithm is not needed).
 */
final class RoundTripEstimator {

    private static final long LEAST_TIMEOUT = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long FIRST_TIMEOUT = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_TIMEOUT = TimeUnit.SECONDS.toNanos(2);

    private volatile RoundTrip published = RoundTrip.UNKNOWN;
    private long samples;
    private long least = Long.MAX_VALUE;
    private long smoothed;
    private long variation;

    void onSample(long nanos) {
        if (samples == 0) {
            smoothed = nanos;
            variation = nanos / 2;
        } else {
            variation += (Math.abs(smoothed - nanos) - variation) / 4;
            smoothed += (nanos - smoothed) / 8;
        }
        samples++;
        least = Math.min(least, nanos);
        published = new RoundTrip(
                samples,
                Duration.ofNanos(nanos),
                Duration.ofNanos(least),
                Duration.ofNanos(smoothed),
                Duration.ofNanos(variation));
    }

    /** How long an answer may take before it counts as missed, in nanoseconds: RTO, but 200 ms to 2 s, and 1 s at first. */
    long timeout() {
        return samples == 0
                ? FIRST_TIMEOUT
                : Math.max(LEAST_TIMEOUT, Math.min(LONGEST_TIMEOUT, smoothed + 4 * variation));
    }

    /** What is known. Any thread. */
    RoundTrip snapshot() {
        return published;
    }
}
