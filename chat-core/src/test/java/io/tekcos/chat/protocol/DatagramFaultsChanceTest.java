package io.tekcos.chat.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.model.Fault;
import io.tekcos.chat.model.Fault.Direction;
import io.tekcos.chat.model.Fault.Kind;
import io.tekcos.chat.model.Via;
import io.tekcos.chat.protocol.FaultyPath.Arrival;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatagramFaultsChanceTest {

    private static final int MANY = 20_000;
    private static final String EVERYTHING =
            "loss=5%,burst=1%:4,delay=20ms,jitter=5ms,reorder=3%,dup=2%,rate=500K,cut=1s:500ms,seed=42";

    @Test
    void shouldDoTheSameWithTheSameSeed() {
        FaultyPath one = new FaultyPath(EVERYTHING).send(MANY, 100, 90);
        FaultyPath other = new FaultyPath(EVERYTHING).send(MANY, 100, 90);

        assertThat(one.log).isEqualTo(other.log);
        assertThat(one.arrivals).isEqualTo(other.arrivals);
        for (Kind kind :
                List.of(Kind.LOST, Kind.BURST_LOST, Kind.CUT, Kind.RATE_LOST, Kind.REORDERED, Kind.DUPLICATED)) {
            assertThat(one.logged(kind)).as(kind.name()).isNotEmpty();
        }
    }

    @Test
    void shouldDoTheSameHoweverRarelySomebodyPolls() {
        FaultyPath exact = new FaultyPath(EVERYTHING);
        FaultyPath rare = new FaultyPath(EVERYTHING);
        for (int i = 0; i < MANY; i++) {
            exact.send(100);
            exact.pass(90);
            rare.send(100);
            rare.passBlindly(90);
        }
        exact.pass(1_000_000);
        rare.passBlindly(1_000_000);

        assertThat(rare.numbers()).isEqualTo(exact.numbers());
        assertThat(rare.log).containsExactlyInAnyOrderElementsOf(exact.log);
    }

    @Test
    void shouldDoSomethingElseWithAnotherSeedOrInTheOtherDirection() {
        List<Long> lost = new FaultyPath("loss=5%,seed=1").send(MANY, 100, 10).logged(Kind.LOST);

        assertThat(new FaultyPath("loss=5%,seed=2").send(MANY, 100, 10).logged(Kind.LOST))
                .isNotEqualTo(lost);
        assertThat(new FaultyPath("loss=5%,seed=1", Direction.IN)
                        .send(MANY, 100, 10)
                        .logged(Kind.LOST))
                .isNotEqualTo(lost);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"jitter=5ms", "delay=1ms", "dup=50%", "reorder=50%", "burst=1%:5", "cut=1ms:10ms", "rate=5M"})
    void shouldLeaveTheLossesAsTheyAreWhenAnotherKindIsSwitchedOn(String other) {
        List<Long> alone = new FaultyPath("loss=5%,seed=3").send(MANY, 100, 10).logged(Kind.LOST);
        FaultyPath both = new FaultyPath("loss=5%,seed=3," + other).send(MANY, 100, 10);

        List<Long> expected = new ArrayList<>(alone);
        expected.removeAll(new HashSet<>(both.logged(Kind.BURST_LOST)));
        expected.removeAll(new HashSet<>(both.logged(Kind.CUT)));
        assertThat(both.logged(Kind.LOST)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"dup=5%, DUPLICATED", "burst=1%:3, BURST_LOST"})
    void shouldLeaveOtherKindsAsTheyAreWhenLossIsSwitchedOn(String other, Kind kind) {
        List<Long> alone = new FaultyPath(other + ",seed=3").send(MANY, 100, 10).logged(kind);
        FaultyPath both = new FaultyPath(other + ",loss=5%,seed=3").send(MANY, 100, 10);

        List<Long> expected = new ArrayList<>(alone);
        expected.removeAll(new HashSet<>(both.logged(Kind.LOST)));
        assertThat(both.logged(kind)).isEqualTo(expected);
    }

    /** Five standard deviations: one seed in millions would fail, and this one does not. */
    @ParameterizedTest
    @CsvSource({
        "loss, 0, LOST",
        "loss, 1, LOST",
        "loss, 5, LOST",
        "loss, 50, LOST",
        "loss, 100, LOST",
        "dup, 3, DUPLICATED"
    })
    void shouldHitAsManyAsTheProbabilitySays(String key, int percent, Kind kind) {
        List<Long> hit = new FaultyPath(key + "=" + percent + "%,seed=11")
                .send(MANY, 100, 10)
                .logged(kind);

        double p = percent / 100.0;
        double bound = 5 * Math.sqrt(MANY * p * (1 - p));
        assertThat((double) hit.size()).isBetween(MANY * p - bound, MANY * p + bound);
        assertThat(hit).doesNotHaveDuplicates();
    }

    @Test
    void shouldHitEachByItself() {
        Set<Long> lost = new HashSet<>(
                new FaultyPath("loss=50%,seed=5").send(MANY, 100, 10).logged(Kind.LOST));

        long pairs = lost.stream().filter(number -> lost.contains(number + 1)).count();

        assertThat(pairs).isBetween(MANY / 4 - 400L, MANY / 4 + 400L);
    }

    @Test
    void shouldLoseWholeBurstsOnly() {
        List<Long> lost =
                new FaultyPath("burst=0.5%:7,seed=6").send(MANY, 100, 10).logged(Kind.BURST_LOST);

        List<Integer> runs = runs(lost);
        assertThat(runs.subList(0, runs.size() - 1)).allMatch(length -> length % 7 == 0);
        assertThat(runs).contains(7);
        // A burst begins at one in 200 of those that are in none, and then takes 7.
        assertThat(lost.size() / 7).isBetween(97 - 50, 97 + 50);
    }

    @Test
    void shouldKeepTheDelayWithinTheJitterAndFillItEvenly() {
        List<Arrival> arrivals = new FaultyPath("delay=20ms,jitter=5ms,seed=8").send(MANY, 100, 20_000).arrivals;

        long early = 0;
        for (Arrival arrival : arrivals) {
            long delay = arrival.micros() - (arrival.number() - 1) * 20_000;
            assertThat(delay).isBetween(15_000L, 25_000L);
            early += delay < 17_500 ? 1 : 0;
        }
        assertThat(arrivals).hasSize(MANY);
        assertThat(early).isBetween(MANY / 4 - 310L, MANY / 4 + 310L);
    }

    @Test
    void shouldLogIndexSizeAndNumberOfEachFault() {
        FaultyPath path = new FaultyPath("loss=100%", Direction.IN).send(2, 77, 10);

        assertThat(path.log)
                .containsExactly(
                        new Fault(Via.UDP, Direction.IN, Kind.LOST, 1, 77, 1),
                        new Fault(Via.UDP, Direction.IN, Kind.LOST, 2, 77, 2));
    }

    private static List<Integer> runs(List<Long> numbers) {
        List<Integer> runs = new ArrayList<>();
        long last = Long.MIN_VALUE;
        for (long number : numbers) {
            if (number == last + 1) {
                runs.add(runs.remove(runs.size() - 1) + 1);
            } else {
                runs.add(1);
            }
            last = number;
        }
        return runs;
    }
}
