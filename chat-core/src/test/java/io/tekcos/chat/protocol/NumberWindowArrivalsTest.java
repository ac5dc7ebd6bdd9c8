package io.tekcos.chat.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.model.SessionCounters.Arrivals;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What the window counts, against a count by hand and against a plain model. */
class NumberWindowArrivalsTest {

    private final NumberWindow window = new NumberWindow();

    @Test
    void shouldCountNothingWhenAllComesInOrder() {
        accept(1, 2, 3, 4, 5);
        assertThat(window.arrivals()).isEqualTo(new Arrivals(0, 0, 0));
    }

    @Test
    void shouldCountAGapAsLostWhenOneThreeGreaterHasCome() {
        accept(1, 3, 4);
        assertThat(window.arrivals().lost()).isZero();
        accept(5);
        assertThat(window.arrivals().lost()).isEqualTo(1);
        accept(6, 7, 8);
        assertThat(window.arrivals()).isEqualTo(new Arrivals(1, 0, 0));
    }

    @Test
    void shouldCountANumberThatIsOvertakenAsReordered() {
        accept(1, 3, 2);
        assertThat(window.arrivals()).isEqualTo(new Arrivals(0, 0, 1));
    }

    @Test
    void shouldTakeBackALossThatComesAfterAll() {
        accept(1, 3, 4, 5, 2);
        assertThat(window.arrivals()).isEqualTo(new Arrivals(0, 1, 1));
    }

    @Test
    void shouldTakeBackNothingForADuplicate() {
        accept(1, 3, 4, 5);
        accept(3, 3, 1);
        assertThat(window.arrivals()).isEqualTo(new Arrivals(1, 0, 0));
    }

    @Test
    void shouldCountALeapInOneGo() {
        accept(1, 10_000_001);
        assertThat(window.arrivals().lost()).isEqualTo(10_000_001 - 3 - 1);
    }

    @Test
    void shouldLeaveOutWhatWasSentBeforeItCounts() {
        accept(1, 20);
        assertThat(window.arrivals().lost()).isEqualTo(16);
        window.countFrom(21);
        accept(19); // came, but from before
        accept(21, 22, 24, 25, 26, 27);
        assertThat(window.arrivals()).isEqualTo(new Arrivals(17, 0, 0));
    }

    @Test
    void shouldAgreeWithAPlainModelWhateverComes() {
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            NumberWindow counted = new NumberWindow();
            Set<Long> seen = new HashSet<>();
            long newest = 0;
            long late = 0;
            long reordered = 0;
            for (int i = 0; i < 500; i++) {
                long number = Math.max(1, newest + random.nextInt(-8, 9));
                if (counted.accept(number) != NumberWindow.Verdict.NEW) {
                    assertThat(seen).contains(number);
                    continue;
                }
                assertThat(seen.add(number)).isTrue();
                reordered += number < newest ? 1 : 0;
                late += number <= newest - 3 ? 1 : 0;
                newest = Math.max(newest, number);
            }
            long come = seen.stream().filter(atMost(newest - 3)).count();
            assertThat(counted.arrivals())
                    .as("seed %d", seed)
                    .isEqualTo(new Arrivals(Math.max(0, newest - 3) - come, late, reordered));
        }
    }

    private static java.util.function.Predicate<Long> atMost(long most) {
        return number -> number <= most;
    }

    private void accept(long... numbers) {
        for (long number : numbers) {
            window.accept(number);
        }
    }
}
