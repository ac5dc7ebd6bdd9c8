package io.tekcos.chat.protocol;

import static io.tekcos.chat.protocol.FirstCopies.Verdict.FIRST;
import static io.tekcos.chat.protocol.FirstCopies.Verdict.SECOND;
import static io.tekcos.chat.protocol.FirstCopies.Verdict.TOO_EARLY;
import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.model.SessionCounters.Both;
import io.tekcos.chat.model.SessionCounters.First;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FirstCopiesTest {

    private static final First NEVER = new First(0, 0, Duration.ZERO, Duration.ZERO);

    private final FirstCopies copies = new FirstCopies();

    @Test
    void shouldHearTheStreamsCopyWhenItIsTheFirst() {
        assertThat(copies.isFirst(1, true, 100)).isTrue();
        assertThat(copies.judge(1, 130)).isEqualTo(SECOND);

        assertThat(copies.behind()).isEqualTo(30);
        assertThat(copies.counters(7)).isEqualTo(new Both(7, first(1, 1, 30, 30), NEVER));
    }

    @Test
    void shouldHearTheDatagramsCopyWhenItIsTheFirst() {
        assertThat(copies.isFirst(1, false, 50)).isTrue();
        early(3, 100);
        assertThat(copies.isFirst(2, false, 110)).isTrue();
        assertThat(copies.isFirst(3, true, 150)).isFalse();

        assertThat(copies.behind()).isEqualTo(50);
        assertThat(copies.counters(0)).isEqualTo(new Both(0, NEVER, first(1, 1, 50, 50)));
    }

    @Test
    void shouldMeasureEachTextOnceHoweverOftenItsCopyComes() {
        copies.isFirst(1, true, 100);
        copies.judge(1, 120);
        assertThat(copies.judge(1, 900)).isEqualTo(SECOND);

        assertThat(copies.behind()).isEqualTo(Race.UNMEASURED);
        assertThat(copies.counters(0).tcpFirst()).isEqualTo(first(1, 1, 20, 20));
    }

    @Test
    void shouldCountATextWhoseOtherCopyNeverComesWithoutMeasuringIt() {
        copies.isFirst(1, true, 100);
        copies.isFirst(2, true, 200);
        copies.judge(2, 240);
        copies.isFirst(3, true, 300);
        copies.judge(3, 320);

        assertThat(copies.counters(0).tcpFirst()).isEqualTo(first(3, 2, 30, 40));
    }

    @Test
    void shouldHearAnEarlyCopyOnce() {
        early(5, 100);
        assertThat(copies.judge(5, 101)).isEqualTo(SECOND);
        assertThat(copies.behind()).isEqualTo(Race.UNMEASURED);
    }

    @Test
    void shouldRememberNoMoreThanItsReach() {
        assertThat(copies.judge(FirstCopies.SIZE + 1, 0)).isEqualTo(TOO_EARLY);
        early(FirstCopies.SIZE, 0);
        assertThat(copies.judge(Long.MAX_VALUE, 0)).isEqualTo(TOO_EARLY);
        copies.isFirst(1, false, 0);
        early(FirstCopies.SIZE + 1, 0);

        for (int position = 2; position < FirstCopies.SIZE; position++) {
            assertThat(copies.isFirst(position, true, 0)).isTrue();
        }
        assertThat(copies.isFirst(FirstCopies.SIZE, true, 0)).isFalse();
        assertThat(copies.isFirst(FirstCopies.SIZE + 1, true, 0)).isFalse();
        assertThat(copies.isFirst(2L * FirstCopies.SIZE, true, 0)).isTrue(); // the same bit, which is free again
    }

    @Test
    void shouldNeverLetADatagramTakeThePlaceOfATextOfTheStreamAlone() {
        early(1, 0); // forged: the true text has no copy
        assertThat(copies.isFirst(1, false, 10)).isTrue();
    }

    @Test
    void shouldMakeNothingOfPositionsThatDoNotExist() {
        assertThat(copies.judge(0, 5)).isEqualTo(SECOND);
        assertThat(copies.behind()).isEqualTo(Race.UNMEASURED);
        assertThat(copies.judge(Long.MIN_VALUE, 5)).isEqualTo(SECOND);
        copies.isFirst(1, true, 10);
        assertThat(copies.judge(0, 20)).isEqualTo(SECOND);
        assertThat(copies.behind()).isEqualTo(Race.UNMEASURED);
        assertThat(copies.judge(-1, 20)).isEqualTo(SECOND);
        assertThat(copies.behind()).isEqualTo(Race.UNMEASURED);
    }

    private void early(long position, long now) {
        assertThat(copies.judge(position, now)).isEqualTo(FIRST);
        copies.onEarly(position, now);
    }

    private static First first(long texts, long measured, long meanNanos, long longestNanos) {
        return new First(texts, measured, Duration.ofNanos(meanNanos), Duration.ofNanos(longestNanos));
    }
}
