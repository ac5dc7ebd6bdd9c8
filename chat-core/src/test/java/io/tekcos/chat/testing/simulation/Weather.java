package io.tekcos.chat.testing.simulation;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

/**
 * How a direction of the datagrams' way fares. The four first are chances, the times are in nanoseconds.
 *
 * @param loss that a datagram is lost
 * @param burst that it is lost with some that follow
 * @param doubled that it comes twice
 * @param reordered that it takes so long that others overtake it
 */
record Weather(double loss, double burst, double doubled, double reordered, long delay, long jitter) {

    /** No harm comes to anything. */
    static final Weather FAIR = new Weather(0, 0, 0, 0, MILLISECONDS.toNanos(2), 0);
}
