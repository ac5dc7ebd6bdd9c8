package io.tekcos.chat.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.journal.JournalRun.Crash;
import io.tekcos.chat.journal.JournalRun.Happened;
import io.tekcos.chat.model.Durability;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A client's journal keeps what it promises, whenever the process is killed or the power fails. */
class ClientJournalModelTest {

    private static final int LIVES = 6;

    @ParameterizedTest
    @MethodSource("ways")
    void shouldKeepWhatItPromised(Durability durability, Crash crash) {
        Happened happened = run(1, 500, durability, crash);

        System.out.println(durability + ", " + crash + ": " + happened);
        assertThat(happened.crashes()).isPositive();
        assertThat(happened.torn()).isPositive();
        assertThat(happened.rewritten()).isPositive();
        assertThat(happened.refused()).isPositive();
        assertThat(happened.inFlight()).isPositive();
        assertThat(happened.older() > 0).isEqualTo(crash == Crash.POWER_LOSS);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void shouldKeepWhatItPromisedWhereverItCrashes(Durability durability, Crash crash) {
        for (long operation = 0; operation < 400; operation++) {
            for (long seed = 1; seed <= 3; seed++) {
                try {
                    new JournalRun(seed, durability, crash).crashAt(operation);
                } catch (AssertionError | RuntimeException failure) {
                    throw new AssertionError("seed " + seed + ", operation " + operation + ": " + failure, failure);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void shouldDoTheSameAgainWithTheSameSeed(Durability durability, Crash crash) {
        assertThat(run(1, 50, durability, crash)).isEqualTo(run(1, 50, durability, crash));
    }

    @ParameterizedTest
    @MethodSource("ways")
    @Tag("soak")
    void shouldKeepWhatItPromisedManyTimes(Durability durability, Crash crash) {
        System.out.println(run(1_000_000, 50_000, durability, crash));
    }

    private static Happened run(long firstSeed, long seeds, Durability durability, Crash crash) {
        Happened happened = Happened.NOTHING;
        for (long seed = firstSeed; seed < firstSeed + seeds; seed++) {
            try {
                happened = happened.plus(new JournalRun(seed, durability, crash).lives(LIVES));
            } catch (AssertionError | RuntimeException failure) {
                throw new AssertionError("seed " + seed + ": " + failure, failure);
            }
        }
        return happened;
    }

    static Stream<Arguments> ways() {
        return Stream.of(Durability.values())
                .flatMap(durability -> Stream.of(Crash.values()).map(crash -> Arguments.of(durability, crash)));
    }
}
