package io.tekcos.chat.protocol;

/**
 * A stream of numbers that a seed determines: the generator of Steele, Lea and Flood, "Fast splittable pseudorandom number
 * generators" (OOPSLA 2014).
 */
final class SplitMix64 {

    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;
    private static final double UNIT = 0x1p-53;

    private long state;

    /** One of the many streams of a seed. */
    SplitMix64(long seed, int stream) {
        state = mix(mix(seed) + stream * GOLDEN_GAMMA) ^ seed;
    }

    long next() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** A number from 0 to below 1. */
    double nextUnit() {
        return (next() >>> 11) * UNIT;
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
