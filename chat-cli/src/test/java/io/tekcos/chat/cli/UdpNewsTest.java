package io.tekcos.chat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.PathChanged;
import io.tekcos.chat.model.PathState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UdpNewsTest {

    private final UdpNews news = new UdpNews("ann");
    private final List<String> said = new ArrayList<>();

    @Test
    void shouldSayNothingWhenThePathComesUpAsItShould() {
        up("bound to 192.168.0.9 port 50412");

        assertThat(said).isEmpty();
    }

    @Test
    void shouldSayOneLineWhenItGoesDownAndOneWhenItIsBackHoweverMuchWasSentMeanwhile() {
        up("bound to 192.168.0.9 port 50412");
        down("no answer for 3 s", Fallback.TCP);
        for (long line = 1; line <= 1_000; line++) {
            say(news.onNotUp(line, PathState.DOWN));
            say(news.onTooLong(line));
        }
        up("datagrams are answered again");

        assertThat(said)
                .containsExactly(
                        "UDP to ann is down (no answer for 3 s): texts go by TCP alone until it is back.",
                        "UDP to ann is back.");
    }

    @Test
    void shouldSayItAgainInTheNextOutage() {
        up("");
        down("no answer for 3 s", Fallback.TCP);
        up("");
        down("no answer for 3 s", Fallback.TCP);
        up("");

        assertThat(said).hasSize(4);
        assertThat(said.subList(2, 4)).isEqualTo(said.subList(0, 2));
    }

    @Test
    void shouldBeTrueWhenFallBackIsOff() {
        up("");
        down("no answer for 3 s", Fallback.NONE);

        assertThat(said)
                .containsExactly("UDP to ann is down (no answer for 3 s): texts meant for it fail until it is back.");
    }

    @Test
    void shouldNotSayBackOfWhatWasNeverThere() {
        down("no datagram is answered", Fallback.TCP);
        up("bound to 192.168.0.9 port 50412");

        assertThat(said)
                .containsExactly(
                        "UDP to ann is down (no datagram is answered): texts go by TCP alone until it is up.",
                        "UDP to ann is up now.");
    }

    @Test
    void shouldSayWhereAPathHasMoved() {
        up("bound to 192.168.0.9 port 50412");
        up("moved to 192.168.0.9 port 50413");

        assertThat(said).containsExactly("UDP to ann has moved to 192.168.0.9 port 50413.");
    }

    @Test
    void shouldNameNoLineThatHasNoNumber() {
        say(news.onTooLong(0));

        assertThat(said).containsExactly("The text went to ann by TCP: it is too long for a datagram.");
    }

    @Test
    void shouldSayOnceThatTextsDidNotWaitForThePathToComeUp() {
        say(news.onNotUp(1, PathState.PROBING));
        say(news.onNotUp(2, PathState.PROBING));
        up("");

        assertThat(said).containsExactly("Line 1 went to ann by TCP: UDP was not up.", "UDP to ann is up now.");
    }

    /** A text can be quicker than the event that says why it went the other way. */
    @Test
    void shouldNotAnticipateTheLineThatSaysThatItIsDown() {
        up("");
        say(news.onNotUp(1, PathState.DOWN));

        assertThat(said).isEmpty();
    }

    @Test
    void shouldSayOfEachTextThatItWasTooLongWhileThePathIsUp() {
        up("");
        say(news.onTooLong(3));
        say(news.onTooLong(4));

        assertThat(said)
                .containsExactly(
                        "Line 3 went to ann by TCP: it is too long for a datagram.",
                        "Line 4 went to ann by TCP: it is too long for a datagram.");
    }

    private void up(String why) {
        say(news.onChange(new PathChanged(PathState.UP, why), Fallback.TCP));
    }

    private void down(String why, Fallback fallback) {
        say(news.onChange(new PathChanged(PathState.DOWN, why), fallback));
    }

    private void say(Optional<String> line) {
        line.ifPresent(said::add);
    }
}
