package io.tekcos.chat.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.model.Fault;
import io.tekcos.chat.model.Fault.Kind;
import io.tekcos.chat.protocol.FaultyPath.Arrival;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatagramFaultsOrderTest {

    @ParameterizedTest
    @ValueSource(longs = {0, 10, 1_000, 16_000, 49_000})
    void shouldReorderAtAnyRateAndLogWhatReallyCameLate(long distanceMicros) {
        FaultyPath path = new FaultyPath("reorder=10%,jitter=1ms,dup=5%,seed=1").send(5_000, 100, distanceMicros);

        assertThat(path.logged(Kind.REORDERED)).isEqualTo(late(path.numbers())).hasSizeBetween(350, 650);
        assertThat(path.logged(Kind.DUPLICATED))
                .isEqualTo(repeated(path.numbers()))
                .hasSizeBetween(170, 330);
        assertThat(new HashSet<>(path.numbers())).hasSize(5_000);
    }

    @Test
    void shouldReorderNothingThatNobodyOvertakesInTime() {
        FaultyPath path = new FaultyPath("reorder=100%,seed=1").send(10, 100, 60_000);

        assertThat(path.log).isEmpty();
        assertThat(path.arrivals).hasSize(10).allMatch(a -> a.micros() == (a.number() - 1) * 60_000 + 50_000);
    }

    @Test
    void shouldHoldBackForThreeOthersAtMost() {
        List<Long> numbers =
                new FaultyPath("reorder=10%,seed=4").send(1_000, 100, 10).numbers();

        Set<Integer> overtakers = new HashSet<>();
        for (long number : late(numbers)) {
            int place = numbers.indexOf(number);
            overtakers.add((int) numbers.subList(0, place).stream()
                    .filter(other -> other > number && !late(numbers).contains(other))
                    .count());
        }
        assertThat(overtakers).containsExactlyInAnyOrder(1, 2, 3);
    }

    @Test
    void shouldNotReorderByJitter() {
        FaultyPath path = new FaultyPath("delay=10ms,jitter=10ms,seed=1").send(2_000, 100, 100);

        assertThat(path.numbers()).isSorted().hasSize(2_000);
        assertThat(path.log).isEmpty();
    }

    @Test
    void shouldNeverDeliverBeforeItWasSent() {
        FaultyPath path = new FaultyPath("delay=1ms,jitter=10ms,seed=1").send(2_000, 100, 20_000);

        assertThat(path.arrivals).allMatch(a -> a.micros() >= (a.number() - 1) * 20_000);
    }

    @Test
    void shouldDeliverTheCopyFiveMillisecondsLater() {
        FaultyPath path = new FaultyPath("delay=2ms,dup=100%").send(1, 100, 0);

        assertThat(path.arrivals).containsExactly(new Arrival(1, 2_000), new Arrival(1, 7_000));
    }

    @Test
    void shouldLoseAllWhileThePathIsCutAndNothingElse() {
        FaultyPath path = new FaultyPath("cut=5ms:10ms").send(30, 100, 1_000);

        assertThat(path.logged(Kind.CUT))
                .isEqualTo(LongStream.rangeClosed(6, 15).boxed().toList());
        assertThat(path.log).hasSize(10);
        assertThat(path.arrivals).hasSize(20).allMatch(a -> a.micros() == (a.number() - 1) * 1_000);
    }

    @Test
    void shouldPassAsManyBytesASecondAsTheRateSays() {
        FaultyPath path = new FaultyPath("rate=100K").send(100, 1_000, 0);

        // 64 KiB are the most that may wait, whatever the rate.
        assertThat(path.arrivals).hasSize(65).allMatch(a -> a.micros() == a.number() * 10_000);
        assertThat(path.logged(Kind.RATE_LOST))
                .isEqualTo(LongStream.rangeClosed(66, 100).boxed().toList());
    }

    @Test
    void shouldQueueForAFifthOfASecondAtAHighRate() {
        FaultyPath path = new FaultyPath("rate=1M").send(300, 1_000, 0);

        assertThat(path.numbers()).hasSize(200);
        assertThat(path.arrivals.get(199)).isEqualTo(new Arrival(200, 200_000));
    }

    @Test
    void shouldLoseNothingBelowTheRate() {
        assertThat(new FaultyPath("rate=1M").send(1_000, 1_000, 1_000).log).isEmpty();
    }

    @Test
    void shouldKeepNoMoreOnItsWayThanMemoryAllows() {
        FaultyPath path = new FaultyPath("delay=1m").send(40_000, 1_000, 0);

        int kept = 32 * 1024 * 1024 / 1_512;
        assertThat(path.numbers())
                .isEqualTo(LongStream.rangeClosed(1, kept).boxed().toList());
        assertThat(path.logged(Kind.OVERFLOWED)).hasSize(40_000 - kept);
        assertThat(path.send(1_000)).isTrue();
    }

    @Test
    void shouldHandOverAndLogWhatIsOnItsWayWhenItCloses() {
        FaultyPath path = new FaultyPath("delay=10ms,dup=100%");
        path.send(100);
        path.pass(5_000);
        path.send(100);
        path.pass(6_000);
        List<Long> remains = new ArrayList<>();

        path.close(remains);

        assertThat(path.numbers()).containsExactly(1L);
        assertThat(remains).containsExactly(2L, 1L);
        assertThat(path.log).extracting(Fault::kind).containsExactly(Kind.UNDELIVERED);
        assertThat(path.logged(Kind.UNDELIVERED)).containsExactly(2L);
        assertThat(path.untilPoll()).isEqualTo(Long.MAX_VALUE);
    }

    /** Those that first came after a later one had come. */
    private static List<Long> late(List<Long> numbers) {
        Set<Long> seen = new HashSet<>();
        List<Long> late = new ArrayList<>();
        long highest = 0;
        for (long number : numbers) {
            if (seen.add(number) && number < highest) {
                late.add(number);
            }
            highest = Math.max(highest, number);
        }
        return late;
    }

    private static List<Long> repeated(List<Long> numbers) {
        Set<Long> seen = new HashSet<>();
        return numbers.stream().filter(number -> !seen.add(number)).toList();
    }
}
