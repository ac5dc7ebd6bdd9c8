package io.tekcos.chat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.PathChanged;
import io.tekcos.chat.model.PathState;
import io.tekcos.chat.model.Reconnecting;
import io.tekcos.chat.model.Resumed;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.model.SessionClosed.Initiator;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionNewsTest {

    private long now;
    private final ConnectionNews news = new ConnectionNews("sue", false, () -> now);

    @Test
    void shouldSayOneLineWhenItIsLostHoweverManyAttemptsFailAndOneWhenItIsBack() {
        assertThat(news.onReconnecting(attempt(1, "")))
                .hasValue("The connection to sue is lost: reconnecting. Texts wait until it is back.");
        for (int next = 2; next < 50; next++) {
            assertThat(news.onReconnecting(attempt(next, "Nothing listens"))).isEmpty();
        }
        now = Duration.ofMillis(3_240).toNanos();

        assertThat(news.onResumed(new Resumed(0))).hasValue("The connection to sue is back after 3.2 s.");
    }

    @Test
    void shouldSayItAgainWhenItIsLostAgain() {
        news.onReconnecting(attempt(1, ""));
        news.onResumed(new Resumed(0));

        assertThat(news.onReconnecting(attempt(1, "no sign of life for 15 s\u001b")))
                .hasValue("The connection to sue is lost (no sign of life for 15 s\\u{1b}): reconnecting. Texts wait"
                        + " until it is back.");
    }

    @ParameterizedTest
    @CsvSource({"1, 1 text was", "2, 2 texts were", "1234567, '1,234,567 texts were'"})
    void shouldSayHowManyTextsWereSentAgain(long repeated, String texts) {
        news.onReconnecting(attempt(1, ""));

        assertThat(news.onResumed(new Resumed(repeated)))
                .hasValue("The connection to sue is back after 0.0 s; " + texts + " sent again.");
    }

    @ParameterizedTest
    @CsvSource({"9999, 10.0 s", "10000, 10 s", "59999, 59 s", "60000, 1 min", "150000, 2 min 30 s", "7320000, 122 min"})
    void shouldSayAtAServerWhoIsAwayAndForHowLongItIsWaitedFor(long millis, String time) {
        assertThat(news.onReconnecting(new Reconnecting(0, Duration.ofMillis(millis), "")))
                .hasValue("sue is away: texts wait for up to " + time + ".");
        now = Duration.ofMillis(millis).toNanos();
        assertThat(news.onResumed(new Resumed(7))).hasValue("sue is back after " + time + ".");
    }

    @Test
    void shouldSpeakOfFilesWhereNoTextsAreSent() {
        ConnectionNews ofFiles = new ConnectionNews("sue", true, () -> now);

        assertThat(ofFiles.onReconnecting(attempt(1, "")))
                .hasValue("The connection to sue is lost: reconnecting. Files go on when it is back.");
        assertThat(ofFiles.onResumed(new Resumed(2))).hasValue("The connection to sue is back after 0.0 s.");
        assertThat(ofFiles.onReconnecting(new Reconnecting(0, Duration.ofMinutes(2), "")))
                .hasValue("sue is away: files wait for up to 2 min.");
    }

    @Test
    void shouldSayThatItHasNotComeBackWhenTheSessionEndsMeanwhile() {
        news.onReconnecting(attempt(1, "reset"));

        assertThat(news.onEnd(lost("reset")))
                .isEqualTo("The connection to sue has not come back: the session is over.");
        assertThat(news.onEnd(lost("unknown there\u001b")))
                .isEqualTo("The connection to sue has not come back (unknown there\\u{1b}): the session is over.");
    }

    @Test
    void shouldSayAsEverHowItEndedWhenItIsNotLost() {
        assertThat(news.onEnd(lost("reset"))).isEqualTo("The connection to sue broke (reset).");
        news.onReconnecting(attempt(1, ""));
        assertThat(news.onEnd(new SessionClosed(CloseCause.GOODBYE, Initiator.LOCAL, "")))
                .isEqualTo("Closed the session with sue.");
        news.onResumed(new Resumed(0));
        assertThat(news.onEnd(lost(""))).isEqualTo("The connection to sue broke.");
    }

    @Test
    void shouldNotTellOfTheUdpPathThatGoesAndComesWithTheConnection() {
        say(PathState.UP, "bound");
        assertThat(say(PathState.DOWN, PathChanged.NO_CONNECTION)).isEmpty();
        news.onReconnecting(attempt(1, ""));
        assertThat(news.udp().onNotUp(1, PathState.DOWN)).isEmpty();
        news.onResumed(new Resumed(0));

        assertThat(say(PathState.PROBING, "")).isEmpty();
        assertThat(say(PathState.UP, "bound")).isEmpty();
    }

    @Test
    void shouldTellOfTheUdpPathThatDoesNotComeBackWithTheConnection() {
        say(PathState.UP, "bound");
        say(PathState.DOWN, PathChanged.NO_CONNECTION);
        news.onReconnecting(attempt(1, ""));
        news.onResumed(new Resumed(0));

        assertThat(say(PathState.DOWN, "no datagram is answered"))
                .isEqualTo("UDP to sue is down (no datagram is answered): texts go by TCP alone until it is back.");
        assertThat(say(PathState.UP, "bound")).isEqualTo("UDP to sue is back.");
    }

    private String say(PathState udp, String why) {
        return news.udp().onChange(new PathChanged(udp, why), Fallback.TCP).orElse("");
    }

    private static Reconnecting attempt(int attempt, String why) {
        return new Reconnecting(attempt, Duration.ofMillis(200), why);
    }

    private static SessionClosed lost(String text) {
        return new SessionClosed(CloseCause.CONNECTION_LOST, Initiator.NETWORK, text);
    }
}
