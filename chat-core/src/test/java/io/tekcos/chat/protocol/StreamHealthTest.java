package io.tekcos.chat.protocol;

import static io.tekcos.chat.protocol.StreamHealth.Action.GIVE_UP;
import static io.tekcos.chat.protocol.StreamHealth.Action.NOTHING;
import static io.tekcos.chat.protocol.StreamHealth.Action.SEND_PING;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamHealthTest {

    /** The clock may have any value, and pass zero. */
    private static final long START = MILLISECONDS.toNanos(-2500);

    private final RoundTripEstimator roundTrip = new RoundTripEstimator();
    private final StreamHealth health = new StreamHealth(roundTrip, START);
    private long token;

    @Test
    void shouldAskAfterASecondAndThenEveryFiveIfAnswered() {
        List<Long> asked = new ArrayList<>();
        for (long millis = 0; millis <= 17_000; millis += 100) {
            if (poll(millis) == SEND_PING) {
                asked.add(millis);
                answer(millis + 40);
            }
        }
        assertThat(asked).containsExactly(1000L, 6000L, 11_000L, 16_000L);
        assertThat(roundTrip.snapshot().smoothed()).isEqualTo(Duration.ofMillis(40));
        assertThat(roundTrip.snapshot().samples()).isEqualTo(4);
    }

    @Test
    void shouldHaveButOneQuestionOpen() {
        List<Long> asked = new ArrayList<>();
        for (long millis = 0; millis < 15_000; millis += 100) {
            health.onRead(at(millis)); // something comes, but not the answer
            if (poll(millis) == SEND_PING) {
                asked.add(millis);
            }
        }
        assertThat(asked).containsExactly(1000L);
    }

    @Test
    void shouldAskAgainSoonAfterALateAnswer() {
        pollTo(13_000);
        answer(13_000);

        assertThat(health.untilPoll(at(13_000))).isLessThanOrEqualTo(MILLISECONDS.toNanos(1000));
        assertThat(pollUntil(SEND_PING, 13_000)).isLessThanOrEqualTo(14_000);
    }

    @Test
    void shouldGiveUpAfterFifteenSecondsWithoutAByte() {
        assertThat(pollUntil(GIVE_UP, 0)).isEqualTo(15_000);
    }

    @Test
    void shouldCountSilenceFromTheLastByte() {
        pollTo(14_900);
        health.onRead(at(14_900));

        assertThat(pollUntil(GIVE_UP, 14_900)).isEqualTo(29_900);
    }

    @Test
    void shouldNotHoldItsOwnAbsenceAgainstThePeer() {
        pollTo(5000); // and then this side does not run for a minute

        assertThat(poll(65_000)).isNotEqualTo(GIVE_UP);
        assertThat(pollUntil(GIVE_UP, 65_000)).isBetween(70_000L, 75_000L);
    }

    @Test
    void shouldTakeOnlyTheAnswerToItsQuestion() {
        pollTo(1000);
        health.onPong(token + 1, at(1010));
        assertThat(roundTrip.snapshot().samples()).isZero();
        answer(1020);
        answer(1030);
        assertThat(roundTrip.snapshot().samples()).isEqualTo(1);
        assertThat(roundTrip.snapshot().latest()).isEqualTo(Duration.ofMillis(20));
    }

    @Test
    void shouldMeasureFromTheMomentThePingGoesOut() {
        pollTo(900);
        health.poll(at(1000)); // the connection takes nothing until later
        token = health.onPingSent(at(3000));
        answer(3050);
        assertThat(roundTrip.snapshot().latest()).isEqualTo(Duration.ofMillis(50));
    }

    @Test
    void shouldTellWhenItHasSomethingToDo() {
        assertThat(health.untilPoll(START)).isEqualTo(MILLISECONDS.toNanos(1000));
        assertThat(health.poll(at(1000) - 1)).isEqualTo(NOTHING);
        assertThat(health.poll(at(1000))).isEqualTo(SEND_PING);
        assertThat(health.untilPoll(at(1000))).isEqualTo(MILLISECONDS.toNanos(5000));
    }

    private void answer(long millis) {
        health.onRead(at(millis));
        health.onPong(token, at(millis));
    }

    /** Polls, and lets a PING that is due go out at once. */
    private StreamHealth.Action poll(long millis) {
        StreamHealth.Action action = health.poll(at(millis));
        if (action == SEND_PING) {
            token = health.onPingSent(at(millis));
        }
        return action;
    }

    private void pollTo(long end) {
        for (long millis = 0; millis <= end; millis += 100) {
            poll(millis);
        }
    }

    /** The time at which something is first to be done. */
    private long pollUntil(StreamHealth.Action action, long from) {
        long millis = from;
        while (poll(millis) != action) {
            millis += 100;
            assertThat(millis).isLessThan(from + 60_000);
        }
        return millis;
    }

    private static long at(long millis) {
        return START + MILLISECONDS.toNanos(millis);
    }
}
