package io.tekcos.chat.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {

    @Test
    void shouldWaitTwiceAsLongEachTimeUpToFiveSeconds() {
        assertThat(waits(new Backoff(() -> 1), 8)).containsExactly(200L, 400L, 800L, 1600L, 3200L, 5000L, 5000L, 5000L);
    }

    @Test
    void shouldLeaveOutHalfAtMost() {
        assertThat(waits(new Backoff(() -> 0), 7)).containsExactly(100L, 200L, 400L, 800L, 1600L, 2500L, 2500L);
    }

    @Test
    void shouldSpreadWhatItLeavesOut() {
        Random random = new Random(7);
        LongStream firstWaits = Stream.generate(() -> new Backoff(random::nextDouble))
                .limit(1000)
                .mapToLong(backoff -> backoff.next(0));

        assertThat(firstWaits.distinct().count()).isGreaterThan(990);
    }

    @Test
    void shouldBeginAnewWhenAConnectionStands() {
        Backoff backoff = new Backoff(() -> 1);
        waits(backoff, 5);
        backoff.reset();

        assertThat(waits(backoff, 2)).containsExactly(200L, 400L);
    }

    @Test
    void shouldWaitAtLeastAsLongAsTheServerAsks() {
        Backoff backoff = new Backoff(() -> 1);

        assertThat(backoff.next(TimeUnit.SECONDS.toNanos(30))).isEqualTo(TimeUnit.MILLISECONDS.toNanos(30_200));
        assertThat(waits(backoff, 1)).containsExactly(400L);
    }

    private static List<Long> waits(Backoff backoff, int count) {
        return Stream.generate(() -> TimeUnit.NANOSECONDS.toMillis(backoff.next(0)))
                .limit(count)
                .toList();
    }
}
