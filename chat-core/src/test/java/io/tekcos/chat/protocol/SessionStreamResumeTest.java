package io.tekcos.chat.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.wire.CopyDatagram;
import io.tekcos.chat.wire.Frame;
import io.tekcos.chat.wire.Ping;
import io.tekcos.chat.wire.Pong;
import io.tekcos.chat.wire.Received;
import io.tekcos.chat.wire.Skipped;
import io.tekcos.chat.wire.Text;
import io.tekcos.chat.wire.WireException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One connection after the other, of a session that nobody wants to end. */
class SessionStreamResumeTest {

    /** The clock may have any value, and pass zero. */
    private static final long START = -TimeUnit.SECONDS.toNanos(60);

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final StreamEnd end = new StreamEnd(StreamEnd.AWAY, START);

    @Test
    void shouldWaitForAnotherConnectionWhenOneIsLost() {
        end.cut(START);

        assertThat(end.losses).hasSize(1);
        assertThat(end.ends).isEmpty();
        assertThat(end.stream.isConnected()).isFalse();
        end.say("meanwhile");
        assertThat(end.said()).isEmpty();
    }

    @Test
    void shouldEndWithItsConnectionWhenItMayNotWait() {
        StreamEnd brief = new StreamEnd(0, START);
        brief.say("sent");
        brief.cut(START);

        assertThat(brief.losses).isEmpty();
        assertThat(brief.ends).hasSize(1);
        assertThat(brief.unknown).containsExactly("sent");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3})
    void shouldSayAgainWhatThePeerHasNotGotAndNothingElse(long received) {
        end.say("one", "two", "three");
        end.cut(START);
        end.say("four");
        end.resume(received, START);

        assertThat(end.said().stream().map(frame -> ((Text) frame).text()))
                .isEqualTo(List.of("one", "two", "three", "four").subList((int) received, 4));
        assertThat(end.resumes).containsExactly(3 - received);
        assertThat(end.stream.resumes()).isEqualTo(1);
        assertThat(end.stream.repeated()).isEqualTo(3 - received);
    }

    @Test
    void shouldNotTakeWhatHasArrivedForAcknowledged() throws WireException {
        end.say("one");
        end.cut(START);
        end.resume(1, START);

        assertThat(end.acknowledged).isEmpty();
        end.hear(new Received(1));
        assertThat(end.acknowledged).containsExactly("one");
    }

    @Test
    void shouldTellWhatHasArrivedAndNotOnlyWhatWasHeard() throws WireException {
        end.listenerReturns = false;
        end.hear(text("one"));
        end.hear(new Skipped(0xc5));
        assertThat(end.stream.received()).isEqualTo(2);
        assertThat(end.stream.heard()).isZero();

        end.returnFromAll();
        assertThat(end.stream.heard()).isEqualTo(2);
    }

    @Test
    void shouldRepeatItsLastAcknowledgementByEachConnection() throws WireException {
        end.hear(text("one"));
        assertThat(end.said()).containsExactly(new Received(1));

        for (int i = 0; i < 3; i++) {
            end.cut(START);
            end.resume(0, START);
            assertThat(end.said()).containsExactly(new Received(1));
        }
        end.stream.flush();
        assertThat(end.said()).isEmpty();
    }

    @Test
    void shouldAcknowledgeByTheNextConnectionWhatWasHeardMeanwhile() throws WireException {
        end.listenerReturns = false;
        end.hear(text("one"));
        end.cut(START);
        end.returnFromAll();
        end.resume(0, START);

        assertThat(end.said()).containsExactly(new Received(1));
    }

    @Test
    void shouldNotAnswerOnOneConnectionWhatWasAskedOnAnother() throws WireException {
        end.connection.writable = false;
        end.hear(new Ping(7));
        end.cut(START);
        end.resume(0, START);

        assertThat(end.said()).isEmpty();
    }

    @Test
    void shouldCountPositionsOnFromOneConnectionToTheNext() throws WireException {
        end.hear(text("one"));
        end.cut(START);
        end.resume(0, START);
        end.hear(text("two"));

        assertThat(end.heard).containsExactly("one", "two");
        assertThat(end.said()).contains(new Received(2));
    }

    @Test
    void shouldHearASecondTimeNothingOfWhichACopyCameByUdp() throws WireException {
        assertThat(end.stream.onCopy(new CopyDatagram(7, 1, 1, 1, 0, "both"), START))
                .isTrue();
        end.cut(START);
        end.resume(0, START);
        end.hear(new Text(1, 0, "both", true));

        assertThat(end.heard).containsExactly("both");
        assertThat(end.said()).containsExactly(new Received(1));
    }

    @Test
    void shouldLoseOnlyItsConnectionWhenNothingIsHeardForFifteenSeconds() {
        end.stream.poll(START + SECOND);
        end.stream.flush();
        long silent = START + SECOND;
        while (!end.connection.aborted) {
            silent += end.stream.untilPoll(silent);
            end.stream.poll(silent);
            end.stream.flush();
        }
        assertThat(silent - START).isEqualTo(15 * SECOND);
        end.cut(silent);

        assertThat(end.losses).containsExactly("no sign of life for 15 s");
        assertThat(end.ends).isEmpty();
    }

    @Test
    void shouldJudgeAnotherConnectionByItsOwnSilence() {
        end.cut(START);
        long later = START + 100 * SECOND;
        end.resume(0, later);
        end.stream.poll(later);

        assertThat(end.connection.aborted).isFalse();
        assertThat(end.stream.untilPoll(later)).isPositive();
        end.stream.poll(later + SECOND);
        end.stream.flush();
        assertThat(end.said()).singleElement().isInstanceOf(Ping.class);
    }

    @Test
    void shouldNotMeasureTheRoundTripAcrossConnections() throws WireException {
        end.stream.poll(START + SECOND);
        end.stream.flush();
        Frame ping = end.said().get(0);
        end.cut(START + SECOND);
        end.resume(0, START + 2 * SECOND);
        end.hear(new Pong(((Ping) ping).token()));

        assertThat(end.stream.roundTrip().samples()).isZero();
    }

    @Test
    void shouldKnowItsConnectionFromOneThatWasTakenOver() {
        StreamEnd.Connection first = end.connection;
        assertThat(end.stream.isBy(first)).isTrue();
        end.cut(START);
        assertThat(end.stream.isBy(first)).isFalse();
        end.resume(0, START);

        assertThat(end.stream.isBy(first)).isFalse();
        assertThat(end.stream.isBy(end.connection)).isTrue();
        assertThat(first.written).isEmpty();
    }

    @Test
    void shouldGoOnOnlyFromWhereItHasBeen() throws WireException {
        end.say("one", "two");
        end.hear(new Received(1));

        assertThat(end.stream.canGoOnAfter(0)).isFalse();
        assertThat(end.stream.canGoOnAfter(1)).isTrue();
        assertThat(end.stream.canGoOnAfter(2)).isTrue();
        assertThat(end.stream.canGoOnAfter(3)).isFalse();
        end.cut(START);
        assertThat(end.stream.canGoOnAfter(2)).isTrue();
        end.stream.giveUp("too long");
        assertThat(end.stream.canGoOnAfter(2)).isFalse();
    }

    private static Text text(String text) {
        return new Text(1, 0, text, false);
    }
}
