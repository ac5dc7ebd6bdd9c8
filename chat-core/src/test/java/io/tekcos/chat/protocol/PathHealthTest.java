package io.tekcos.chat.protocol;

import static io.tekcos.chat.protocol.PathHealth.Action.GO_DOWN;
import static io.tekcos.chat.protocol.PathHealth.Action.SEND_PING;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PathHealthTest {

    /** The clock may have any value, and pass zero. */
    private static final long START = MILLISECONDS.toNanos(-2500);

    private final RoundTripEstimator roundTrip = new RoundTripEstimator();
    private final PathHealth health = new PathHealth(n -> n, roundTrip);
    private final List<Long> asked = new ArrayList<>();
    private long answersUntil = Long.MAX_VALUE;
    private long wentDown = -1;

    @BeforeEach
    void begin() {
        health.begin(START);
    }

    @Test
    void shouldAskAfterASecondAndThenEveryFiveIfAnswered() {
        run(0, 17_000);
        assertThat(asked).containsExactly(1000L, 6000L, 11_000L, 16_000L);
        assertThat(roundTrip.snapshot().samples()).isEqualTo(4);
        assertThat(roundTrip.snapshot().smoothed()).isEqualTo(Duration.ofMillis(20));
        assertThat(wentDown).isEqualTo(-1);
    }

    @Test
    void shouldAskMoreOftenAfterAMissAndGoDownThreeSecondsAfterIt() {
        answersUntil = 2000;
        run(0, 10_000);
        // The question of 6 s is missed 200 ms later: the answer came after 20 ms before, and RTO is no less than 200.
        assertThat(asked).startsWith(1000L, 6000L, 6200L, 6700L, 7200L, 7700L, 8200L, 8700L);
        assertThat(wentDown).isEqualTo(9200);
    }

    @Test
    void shouldForgetAMissAsSoonAsAnAnswerComes() {
        answersUntil = 2000;
        run(0, 8000);
        answersUntil = Long.MAX_VALUE;
        run(8010, 20_000);
        assertThat(wentDown).isEqualTo(-1);
        assertThat(asked).endsWith(8200L, 13_220L, 18_220L);
    }

    @Test
    void shouldAskEverySecondWhenDownAndComeBackWithAnAnswer() {
        answersUntil = 2000;
        run(0, 12_500);
        assertThat(asked).endsWith(10_200L, 11_200L, 12_200L);

        assertThat(health.onPong(health.token(), at(12_500))).isTrue();
        assertThat(health.untilPoll(at(12_500))).isEqualTo(MILLISECONDS.toNanos(5000));
    }

    @Test
    void shouldTakeAnAnswerOnceAndOnlyToALateQuestionOfItsOwn() {
        answersUntil = 0;
        run(0, 7000);
        long last = health.token();
        assertThat(last).isGreaterThan(8);
        assertThat(health.onPong(last + 1, at(7010))).isFalse();
        assertThat(health.onPong(last - 8, at(7010))).isFalse();
        assertThat(health.onPong(0, at(7010))).isFalse();
        assertThat(health.onPong(last - 1, at(7010))).isTrue();
        assertThat(health.onPong(last - 1, at(7010))).isFalse();
        assertThat(health.onPong(last - 2, at(7010))).isFalse();
        assertThat(health.onPong(last, at(7010))).isTrue();
    }

    @Test
    void shouldNotHoldItsOwnAbsenceAgainstThePath() {
        answersUntil = 0;
        run(0, 1500); // a question is open, and now this side does not run for half a minute

        answersUntil = Long.MAX_VALUE;
        run(31_500, 40_000);

        assertThat(wentDown).isEqualTo(-1);
        assertThat(asked).startsWith(1000L, 31_500L);
    }

    @Test
    void shouldStayDownAfterItsOwnAbsenceUntilAnAnswerComes() {
        answersUntil = 0;
        run(0, 6000);
        assertThat(wentDown).isEqualTo(5000);
        wentDown = -1;
        run(60_000, 65_000);

        assertThat(wentDown).isEqualTo(-1); // it is down already
        assertThat(asked).endsWith(62_000L, 63_000L, 64_000L, 65_000L);
    }

    @Test
    void shouldBeginAnewWhenBoundAgain() {
        answersUntil = 2000;
        run(0, 10_000);
        asked.clear();
        health.begin(at(10_010));
        answersUntil = Long.MAX_VALUE;
        run(10_010, 12_000);
        assertThat(asked).containsExactly(11_010L);
        assertThat(health.untilPoll(at(12_000))).isPositive();
    }

    /** Polls every 10 ms; each question is answered after 20 ms as long as answers come. */
    private void run(long from, long to) {
        long answerAt = -1;
        for (long millis = from; millis <= to; millis += 10) {
            if (millis == answerAt) {
                health.onPong(health.token(), at(millis));
            }
            PathHealth.Action action = health.poll(at(millis));
            if (action == SEND_PING) {
                asked.add(millis);
                answerAt = millis < answersUntil ? millis + 20 : answerAt;
            } else if (action == GO_DOWN) {
                wentDown = millis;
            }
        }
    }

    private static long at(long millis) {
        return START + MILLISECONDS.toNanos(millis);
    }
}
