package io.tekcos.chat.protocol;

import static java.time.Duration.ofMillis;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.model.RoundTrip;
import org.junit.jupiter.api.Test;

/** The arithmetic of RFC 6298, section 2. */
class RoundTripEstimatorTest {

    private final RoundTripEstimator estimator = new RoundTripEstimator();

    @Test
    void shouldKnowNothingAtFirst() {
        assertThat(estimator.snapshot()).isEqualTo(RoundTrip.UNKNOWN);
        assertThat(estimator.timeout()).isEqualTo(MILLISECONDS.toNanos(1000));
    }

    @Test
    void shouldTakeTheFirstSampleAsItIs() {
        sample(100);

        assertThat(estimator.snapshot())
                .isEqualTo(new RoundTrip(1, ofMillis(100), ofMillis(100), ofMillis(100), ofMillis(50)));
        assertThat(estimator.timeout()).isEqualTo(MILLISECONDS.toNanos(100 + 4 * 50));
    }

    @Test
    void shouldSmoothLaterSamples() {
        sample(100);
        sample(180);
        sample(60);

        // RTTVAR = 3/4 * 50 + 1/4 * 80 = 57.5, SRTT = 7/8 * 100 + 1/8 * 180 = 110; then 3/4 * 57.5 + 1/4 * 50, 7/8 *
        // 110 + 7.5
        RoundTrip roundTrip = estimator.snapshot();
        assertThat(roundTrip.samples()).isEqualTo(3);
        assertThat(roundTrip.latest()).isEqualTo(ofMillis(60));
        assertThat(roundTrip.least()).isEqualTo(ofMillis(60));
        assertThat(roundTrip.variation().toNanos()).isEqualTo(55_625_000);
        assertThat(roundTrip.smoothed().toNanos()).isEqualTo(103_750_000);
    }

    @Test
    void shouldWaitForAnAnswerNeitherTooBrieflyNorTooLong() {
        sample(1);
        assertThat(estimator.timeout()).isEqualTo(MILLISECONDS.toNanos(200));
        for (int i = 0; i < 20; i++) {
            sample(5000);
        }
        assertThat(estimator.timeout()).isEqualTo(MILLISECONDS.toNanos(2000));
    }

    private void sample(long millis) {
        estimator.onSample(MILLISECONDS.toNanos(millis));
    }
}
