package io.tekcos.chat.protocol;

import static io.tekcos.chat.protocol.NumberWindow.MAX_AHEAD;
import static io.tekcos.chat.protocol.NumberWindow.SIZE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.protocol.NumberWindow.Verdict;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberWindowTest {

    private final NumberWindow window = new NumberWindow();

    @Test
    void shouldAcceptEachNumberOnce() {
        for (long number = 1; number <= 3 * SIZE; number++) {
            assertThat(window.accept(number)).isEqualTo(Verdict.NEW);
            assertThat(window.accept(number)).isEqualTo(Verdict.DUPLICATE);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE, MAX_AHEAD + 1, Long.MAX_VALUE})
    void shouldCallANumberForgedThatNoTrueSenderReaches(long number) {
        assertThat(window.accept(number)).isEqualTo(Verdict.FORGED);
        assertThat(window.accept(1)).isEqualTo(Verdict.NEW);
    }

    @Test
    void shouldGoOnHoweverFarTheNumbersHaveCome() {
        long number = 0;
        while (number < 1L << 40) {
            number += MAX_AHEAD;
            assertThat(window.accept(number)).isEqualTo(Verdict.NEW);
        }
        assertThat(window.accept(number)).isEqualTo(Verdict.DUPLICATE);
        assertThat(window.accept(number - 1)).isEqualTo(Verdict.NEW);
    }

    @Test
    void shouldAcceptANumberAsFarAheadAsATrueSenderMayBe() {
        assertThat(window.accept(MAX_AHEAD)).isEqualTo(Verdict.NEW);
        assertThat(window.accept(2 * MAX_AHEAD + 1)).isEqualTo(Verdict.FORGED);
        assertThat(window.accept(2 * MAX_AHEAD)).isEqualTo(Verdict.NEW);
    }

    @Test
    void shouldRememberExactlyTheNewest() {
        window.accept(10);
        window.accept(SIZE + 9);

        assertThat(window.accept(10)).isEqualTo(Verdict.DUPLICATE);
        assertThat(window.accept(9)).isEqualTo(Verdict.TOO_OLD);
        assertThat(window.accept(11)).isEqualTo(Verdict.NEW);
        assertThat(window.accept(SIZE + 10)).isEqualTo(Verdict.NEW);
        assertThat(window.accept(10)).isEqualTo(Verdict.TOO_OLD);
    }

    @Test
    void shouldForgetAllWhenItJumpsFurtherThanItRemembers() {
        for (long number = 1; number <= SIZE; number++) {
            window.accept(number);
        }
        long far = 10L * SIZE + 1234;
        assertThat(window.accept(far)).isEqualTo(Verdict.NEW);

        for (long number = far - SIZE + 1; number < far; number++) {
            assertThat(window.accept(number)).isEqualTo(Verdict.NEW);
        }
        assertThat(window.accept(far - SIZE)).isEqualTo(Verdict.TOO_OLD);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 70, 5000, 1 << 20})
    void shouldAgreeWithASetOfAllThatWasSeen(int longestJump) {
        Random random = new Random(longestJump);
        Set<Long> seen = new HashSet<>();
        long newest = 0;
        for (int i = 0; i < 20_000; i++) {
            long number = newest + 1 + random.nextInt(longestJump) - random.nextInt(random.nextBoolean() ? 20 : 5000);
            Verdict expected = naive(seen, newest, number);
            assertThat(window.accept(number)).as("%d after %d", number, newest).isEqualTo(expected);
            if (expected == Verdict.NEW) {
                seen.add(number);
                newest = Math.max(newest, number);
            }
        }
    }

    private static Verdict naive(Set<Long> seen, long newest, long number) {
        if (number <= 0 || number > newest + MAX_AHEAD) {
            return Verdict.FORGED;
        }
        if (number <= newest - SIZE) {
            return Verdict.TOO_OLD;
        }
        return seen.contains(number) ? Verdict.DUPLICATE : Verdict.NEW;
    }
}
