package io.tekcos.chat.protocol;

import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateLimitTest {

    /** The clock may have any value, and pass zero. */
    private static final long START = MILLISECONDS.toNanos(-1300);

    private final RateLimit limit = new RateLimit(4, START);

    @Test
    void shouldLetABurstThroughAndNoMore() {
        assertThat(grantedAt(0)).isEqualTo(4);
    }

    @Test
    void shouldLetNoMoreThroughInAnyOneSecond() {
        assertThat(limit.tryAcquire(START)).isTrue();
        assertThat(grantedAt(900)).isEqualTo(3);

        assertThat(grantedAt(999)).isZero();
        assertThat(grantedAt(1000)).isEqualTo(1);
        assertThat(grantedAt(1899)).isZero();
        assertThat(grantedAt(1900)).isEqualTo(3);
    }

    @Test
    void shouldSaveNoMoreThanABurst() {
        grantedAt(0);

        assertThat(grantedAt(DAYS.toMillis(300))).isEqualTo(4);
    }

    @Test
    void shouldSaveNoMoreThanABurstInSeveralSteps() {
        grantedAt(0);
        for (int seconds = 1; seconds < 10; seconds++) {
            assertThat(limit.tryAcquire(START + SECONDS.toNanos(seconds))).isTrue();
        }

        assertThat(grantedAt(10_000)).isEqualTo(4);
    }

    @Test
    void shouldLoseNothingToManySmallSteps() {
        grantedAt(0);
        int granted = 0;
        for (int millis = 1; millis <= 10_000; millis++) {
            granted += grantedAt(millis);
        }

        assertThat(granted).isEqualTo(40);
    }

    private int grantedAt(long millis) {
        int granted = 0;
        while (limit.tryAcquire(START + MILLISECONDS.toNanos(millis))) {
            granted++;
        }
        return granted;
    }
}
