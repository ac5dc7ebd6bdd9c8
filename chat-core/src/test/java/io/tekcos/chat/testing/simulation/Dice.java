package io.tekcos.chat.testing.simulation;

import io.tekcos.chat.model.Via;
import io.tekcos.chat.wire.Bytes32;
import java.util.List;
import java.util.SplittableRandom;

/** Seeded chance. */
final class Dice {

    private static final List<Via> WAYS = List.of(Via.values());

    private final SplittableRandom random;

    Dice(long seed) {
        this(new SplittableRandom(seed));
    }

    private Dice(SplittableRandom random) {
        this.random = random;
    }

    /** Other dice, so that one who throws more often does not change what another throws. */
    Dice split() {
        return new Dice(random.split());
    }

    boolean chance(double probability) {
        return probability > 0 && random.nextDouble() < probability;
    }

    /** Both ends included. */
    long between(long least, long most) {
        return random.nextLong(least, most + 1);
    }

    int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    /** Mostly near the mean, sometimes far above it. */
    long about(long mean) {
        return (long) (-mean * Math.log(1 - random.nextDouble()));
    }

    long any() {
        return random.nextLong();
    }

    double pick(double... of) {
        return of[random.nextInt(of.length)];
    }

    long pick(long... of) {
        return of[random.nextInt(of.length)];
    }

    Via via() {
        return WAYS.get(random.nextInt(WAYS.size()));
    }

    Bytes32 bytes32() {
        byte[] bytes = new byte[Bytes32.LENGTH];
        random.nextBytes(bytes);
        return Bytes32.of(bytes);
    }
}
