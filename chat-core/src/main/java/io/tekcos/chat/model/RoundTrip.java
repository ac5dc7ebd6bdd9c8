package io.tekcos.chat.model;

import java.time.Duration;

/**
 * How long it takes from a PING to its PONG on one path: smoothed as RFC 6298, section 2, says.
 *
 * @param samples how many were measured; the times are zero as long as it is 0
 * @param latest the latest of them
 * @param least the least of them
 * @param smoothed the smoothed round-trip time, SRTT
 * @param variation the round-trip time variation, RTTVAR
 */
public record RoundTrip(long samples, Duration latest, Duration least, Duration smoothed, Duration variation) {

    /** Nothing was measured yet. */
    public static final RoundTrip UNKNOWN =
            new RoundTrip(0, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);
}
