package io.tekcos.chat.protocol;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.model.RefusalCode;
import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.wire.Received;
import io.tekcos.chat.wire.Resume;
import io.tekcos.chat.wire.WireException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FenceTest {

    private static final long LATEST = 0xffffffffL;

    private final Fence fence = new Fence(0);
    private final StreamEnd server = new StreamEnd(StreamEnd.AWAY, 0);

    @Test
    void shouldLetLaterAttemptsPassAndNoEarlierOne() {
        assertThat(judge(1, 0)).isNull();
        assertThat(judge(1, 0)).isEqualTo(RefusalCode.SUPERSEDED);
        assertThat(judge(7, 0)).isNull();
        assertThat(judge(6, 0)).isEqualTo(RefusalCode.SUPERSEDED);
        assertThat(judge(7, 0)).isEqualTo(RefusalCode.SUPERSEDED);
        assertThat(judge(LATEST, 0)).isNull();
        assertThat(judge(LATEST - 1, 0)).isEqualTo(RefusalCode.SUPERSEDED);
    }

    @Test
    void shouldLetNoAttemptPassThatWasNeverMade() {
        assertThat(judge(0, 0)).isEqualTo(RefusalCode.SUPERSEDED);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 4, Long.MAX_VALUE, -1, Long.MIN_VALUE})
    void shouldLetNoneGoOnFromWhereTheSessionHasNeverBeen(long received) throws WireException {
        server.say("one", "two", "three");
        server.hear(new Received(1));

        assertThat(judge(1, received)).isEqualTo(RefusalCode.IMPOSSIBLE_POSITION);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldLetItGoOnFromWhereverItMayBe(long received) throws WireException {
        server.say("one", "two", "three");
        server.hear(new Received(1));

        assertThat(judge(1, received)).isNull();
    }

    @Test
    void shouldNotTakeAnImpossibleAttemptBackAsAnEarlierOne() {
        assertThat(judge(5, 1)).isEqualTo(RefusalCode.IMPOSSIBLE_POSITION);

        assertThat(judge(4, 0)).isEqualTo(RefusalCode.SUPERSEDED);
        assertThat(judge(6, 0)).isNull();
    }

    @Test
    void shouldLetOnlySoManyPassInOneSecond() {
        for (int attempt = 1; attempt <= 16; attempt++) {
            assertThat(judge(attempt, 0)).isNull();
        }

        assertThat(judge(17, 0)).isEqualTo(RefusalCode.BUSY);
        assertThat(judge(18, 0, SECONDS.toNanos(1) - 1)).isEqualTo(RefusalCode.BUSY);
        assertThat(judge(18, 0, SECONDS.toNanos(1))).isEqualTo(RefusalCode.SUPERSEDED);
        assertThat(judge(19, 0, SECONDS.toNanos(1))).isNull();
    }

    @Test
    void shouldNotCountAttemptsThatAreSuperseded() {
        assertThat(judge(2, 0)).isNull();
        for (int i = 0; i < 100; i++) {
            assertThat(judge(1, 0)).isEqualTo(RefusalCode.SUPERSEDED);
        }

        assertThat(judge(3, 0)).isNull();
    }

    @Test
    void shouldNotCountAttemptsFromWhereTheSessionHasNeverBeen() {
        for (int attempt = 1; attempt <= 100; attempt++) {
            assertThat(judge(attempt, 1)).isEqualTo(RefusalCode.IMPOSSIBLE_POSITION);
        }

        assertThat(judge(101, 0)).isNull();
    }

    @Test
    void shouldNeverFindAClientTooQuickThatKeepsToItsWaits() {
        Backoff hasty = new Backoff(() -> 0);
        long now = -SECONDS.toNanos(5);
        for (int attempt = 1; attempt <= 1_000; attempt++) {
            hasty.reset();
            now += hasty.next(0);
            assertThat(judge(attempt, 0, now)).isNull();
        }
    }

    @Test
    void shouldTouchNothingOfTheSession() {
        server.say("one");
        judge(1, 0);
        judge(1, 9);

        assertThat(server.stream.isBy(server.connection)).isTrue();
        assertThat(server.losses).isEmpty();
    }

    private @Nullable RefusalCode judge(long attempt, long received) {
        return judge(attempt, received, 0);
    }

    private @Nullable RefusalCode judge(long attempt, long received, long now) {
        return fence.judge(new Resume(1, new SessionId(1, 2), attempt, Keys.NONCE, received), server.stream, now);
    }
}
