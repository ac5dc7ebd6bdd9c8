package io.tekcos.chat.model;

import java.time.Duration;

/** The ranges of an impairment's values. */
final class Ranges {

    /** Here and not in {@link Impairment}, whose constants are made of what is checked here. */
    static final Duration LONGEST = Duration.ofDays(1);

    private Ranges() {}

    static void requireProbability(String name, double value) {
        if (!(value >= 0 && value <= 1)) { // so that NaN is none
            throw new IllegalArgumentException(name + " must be a probability from 0 to 1, but is " + value);
        }
    }

    static void requireDuration(String name, Duration value) {
        if (value.isNegative() || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(name + " must be from 0 to one day, but is " + value);
        }
    }

    static void requireNotNegative(String name, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(name + " must be 0 or more, but is " + value);
        }
    }
}
