package io.tekcos.chat.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.model.SessionClosed.Initiator;
import io.tekcos.chat.wire.Bye;
import io.tekcos.chat.wire.CopyDatagram;
import io.tekcos.chat.wire.Received;
import io.tekcos.chat.wire.Text;
import io.tekcos.chat.wire.WireException;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** A session of which nothing is left, and what became of what it had accepted. */
class SessionStreamEndTest {

    private static final long START = -1_000_000_000L;
    private static final SessionClosed ABORTED = new SessionClosed(CloseCause.GOODBYE, Initiator.LOCAL, "");

    static final List<Consumer<SessionStream<String>>> ENDINGS = List.of(
            SessionStream::abort,
            stream -> stream.giveUp("once more"),
            stream -> stream.fail(CloseCause.INTERNAL_ERROR, "once more"),
            stream -> stream.close(CloseCause.GOODBYE, "once more", START),
            stream -> stream.poll(START + 2 * StreamEnd.AWAY));

    private final StreamEnd end = new StreamEnd(StreamEnd.AWAY, START);

    @BeforeEach
    void sayThreeOfWhichOneIsAcknowledgedAndOneUnsent() throws WireException {
        end.say("heard", "sent");
        end.hear(new Received(1));
    }

    @Test
    void shouldEndWhenItHasWaitedTooLong() {
        loseConnection();
        end.stream.poll(START + StreamEnd.AWAY - 1);
        assertThat(end.ends).isEmpty();
        assertThat(end.stream.untilPoll(START + StreamEnd.AWAY - 1)).isEqualTo(1);
        end.stream.poll(START + StreamEnd.AWAY);

        assertLost("no connection for 120 s");
        assertFates(List.of("sent"), List.of("unsent"));
        assertThat(end.stream.untilPoll(START + StreamEnd.AWAY)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void shouldWaitAsLongForEachConnection() {
        end.cut(START);
        end.resume(1, START + StreamEnd.AWAY - 1);
        end.cut(START + StreamEnd.AWAY);
        end.stream.poll(START + 2 * StreamEnd.AWAY - 1);

        assertThat(end.ends).isEmpty();
    }

    @Test
    void shouldEndWhenItIsGivenUp() {
        loseConnection();
        end.stream.giveUp("the server does not know it");

        assertLost("the server does not know it");
        assertFates(List.of("sent"), List.of("unsent"));
    }

    @Test
    void shouldKnowEveryFateWhenThePeerTellsExactlyWhatItHasHeard() throws WireException {
        end.say("heard too");
        loseConnection();
        end.stream.onEndedByPeer(2, true);

        assertThat(end.acknowledged).containsExactly("heard", "sent");
        assertFates(List.of(), List.of("heard too", "unsent"));
        assertThat(end.ends).hasSize(1);
    }

    @Test
    void shouldNotKnowWhatThePeerIsNotSureOf() throws WireException {
        end.say("perhaps heard");
        loseConnection();
        end.stream.onEndedByPeer(2, false);

        assertThat(end.acknowledged).containsExactly("heard", "sent");
        assertFates(List.of("perhaps heard"), List.of("unsent"));
    }

    @Test
    void shouldEndAsItWasToEndWhenThePeerHadHeardItsGoodbye() throws WireException {
        end.stream.close(CloseCause.GOING_AWAY, "mine", START);
        end.cut(START);
        end.stream.onEndedByPeer(2, true);

        assertThat(end.ends).containsExactly(new SessionClosed(CloseCause.GOING_AWAY, Initiator.LOCAL, "mine"));
        assertFates(List.of(), List.of());
    }

    @Test
    void shouldStayAsItWasWhenThePeerClaimsToHaveHeardWhatWasNeverSent() {
        loseConnection();

        assertThatThrownBy(() -> end.stream.onEndedByPeer(3, true)).isInstanceOf(WireException.class);
        assertThat(end.ends).isEmpty();
        assertThat(end.stream.canGoOnAfter(2)).isTrue();
    }

    @Test
    void shouldEndAtOnceWhenItIsAbortedWithoutAConnection() {
        loseConnection();
        end.stream.abort();

        assertThat(end.ends).containsExactly(ABORTED);
        assertFates(List.of("sent"), List.of("unsent"));
    }

    @Test
    void shouldSayOneWordBeforeItIsAborted() {
        end.said();
        end.stream.abort();

        assertThat(end.said()).containsExactly(new Bye(0, "", 0));
        assertThat(end.connection.aborted).isTrue();
        end.cut(START);
        assertThat(end.ends).containsExactly(ABORTED);
    }

    @Test
    void shouldSayNothingToAPeerThatDoesNotReadWhenItIsAborted() {
        end.said();
        end.connection.writable = false;
        end.stream.abort();

        assertThat(end.said()).isEmpty();
        assertThat(end.connection.aborted).isTrue();
    }

    @Test
    void shouldEndAtOnceWhenItFailsWithoutAConnection() {
        loseConnection();
        end.stream.fail(CloseCause.INTERNAL_ERROR, "broken");

        assertThat(end.ends).containsExactly(new SessionClosed(CloseCause.INTERNAL_ERROR, Initiator.LOCAL, "broken"));
    }

    @Test
    void shouldNotWaitForAnotherConnectionAfterAViolation() {
        end.said();
        end.stream.fail(CloseCause.PROTOCOL_ERROR, "nonsense");
        assertThat(end.said()).containsExactly(new Bye(CloseCause.PROTOCOL_ERROR.code(), "nonsense", 0));
        end.cut(START);

        assertThat(end.losses).isEmpty();
        assertThat(end.ends).hasSize(1);
    }

    @ParameterizedTest
    @FieldSource("ENDINGS")
    void shouldEndOnce(Consumer<SessionStream<String>> again) {
        loseConnection();
        end.stream.giveUp("enough");
        again.accept(end.stream);
        end.stream.flush();

        assertLost("enough");
        assertFates(List.of("sent"), List.of("unsent"));
    }

    @Test
    void shouldHearNothingMoreOfCopiesWhenThePeerHasSaidGoodbye() throws WireException {
        end.hear(new Bye(0, "", 1));

        assertThat(end.stream.onCopy(new CopyDatagram(7, 1, 1, 1, 0, "late"), START))
                .isFalse();
    }

    @Test
    void shouldHearTextsThatTravelledBeforeTheGoodbye() throws WireException {
        end.stream.close(CloseCause.GOODBYE, "", START);
        end.hear(new Text(1, 0, "crossing", false));

        assertThat(end.heard).containsExactly("crossing");
    }

    /** What is said from then on touches no network. */
    private void loseConnection() {
        end.cut(START);
        end.say("unsent");
    }

    private void assertLost(String why) {
        assertThat(end.ends).containsExactly(new SessionClosed(CloseCause.CONNECTION_LOST, Initiator.NETWORK, why));
    }

    private void assertFates(List<String> unknown, List<String> undelivered) {
        assertThat(end.unknown).isEqualTo(unknown);
        assertThat(end.undelivered).isEqualTo(undelivered);
    }
}
