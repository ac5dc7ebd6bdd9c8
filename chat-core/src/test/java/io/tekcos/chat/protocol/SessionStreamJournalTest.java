package io.tekcos.chat.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.JournalException;
import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.wire.Bye;
import io.tekcos.chat.wire.Bytes32;
import io.tekcos.chat.wire.Received;
import io.tekcos.chat.wire.Text;
import io.tekcos.chat.wire.WireException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a session tells its journal, and when; and what it does when it cannot. */
class SessionStreamJournalTest {

    private static final SessionId OTHER = new SessionId(7, 8);
    private static final Bytes32 SECRET = Bytes32.of(new byte[Bytes32.LENGTH]);

    private final JournaledStream end = new JournaledStream();
    private final SessionStream<String> stream = end.stream;

    @Test
    void shouldKeepATextBeforeItIsAcceptedAndSent() {
        end.connected().say("hello");
        assertThat(end.log).containsExactly("appended hello");

        stream.flush();
        assertThat(end.log).containsExactly("appended hello", "sent " + JournaledStream.frame("hello").length);
    }

    @Test
    void shouldSendNothingOfATextThatCannotBeKept() {
        end.connected().journal.failAt("appended");

        assertThatThrownBy(() -> end.say("hello")).isInstanceOf(JournalException.class);
        stream.flush();

        assertThat(end.log).isEmpty();
        assertThat(stream.outbound().texts()).isZero();
        end.journal.failAt("");
        assertThat(end.say("next")).isEqualTo(1);
    }

    @Test
    void shouldSendAgainWhatItHasAlthoughItsJournalCouldNotKeepMore() {
        String first = "x".repeat(900); // with its frame it leaves no room for another in the first chunk
        end.connected().say(first);
        stream.flush();
        end.journal.failAt("appended");
        assertThatThrownBy(() -> end.say("y".repeat(900))).isInstanceOf(JournalException.class);
        end.journal.failAt("");
        end.cut();

        stream.resume(end, 0, 0);

        assertThat(OutboundBytes.takeTexts(stream.outbound())).containsExactly(first);
    }

    @Test
    void shouldNoteDownWhatWasHeardBeforeItAcknowledges() throws WireException {
        end.connected().hear(JournaledStream.text("hi"));

        assertThat(end.log).containsExactly("heard hi", "received 1", "RECEIVED 1");
    }

    @Test
    void shouldAcknowledgeNothingThatItCannotNoteDown() throws WireException {
        end.connected().hear(JournaledStream.text("one"));
        end.log.clear();
        end.journal.failAt("received");
        end.hear(JournaledStream.text("two"));

        assertThat(end.log).doesNotContain("RECEIVED 2");
        assertThat(end.log)
                .contains("last word " + CloseCause.INTERNAL_ERROR.code() + ", received 1", "ended INTERNAL_ERROR");
    }

    @Test
    void shouldNoteDownWhatThePeerHas() throws WireException {
        end.connected().say("hello");
        stream.flush();
        end.log.clear();
        end.hear(new Received(1));

        assertThat(end.log).containsExactly("delivered hello", "acknowledged 1");
    }

    @Test
    void shouldGoOnWhereAnotherProcessWasKilled() throws WireException {
        stream.restore(
                3, 5, List.of(JournaledStream.frame("six"), JournaledStream.frame("seven")), true, frame -> "kept");

        assertThat(stream.received()).isEqualTo(3);
        assertThat(stream.canGoOnAfter(4)).isFalse();
        assertThat(stream.canGoOnAfter(8)).isFalse();
        stream.resume(end, 6, 0);
        stream.flush();
        assertThat(end.log).contains("sent " + JournaledStream.frame("seven").length);
        end.hear(JournaledStream.text("four"));
        assertThat(end.log).contains("RECEIVED 4");
        end.hear(new Received(7));
        assertThat(end.log).endsWith("delivered kept", "delivered kept", "acknowledged 7");
        assertThat(end.say("eight")).isEqualTo(8);
    }

    @Test
    void shouldMarkWhatTheProcessBeforeMayHaveHeardAndNothingElse() throws WireException {
        stream.restore(1, 0, List.of(), true, frame -> "kept");
        stream.expectRepeatsUpTo(2);
        stream.resume(end, 0, 0);
        end.hear(JournaledStream.text("two"));
        end.hear(JournaledStream.text("three"));
        end.hear(new Text(1, 0, "four", false, true));

        assertThat(end.log).contains("heard two perhaps again", "heard three", "heard four perhaps again");
    }

    @Test
    void shouldAcknowledgeNothingInTheNextSessionThatWasHeardInTheOneBefore() throws WireException {
        end.connected().listenerReturns = false;
        end.hear(JournaledStream.text("old"));
        end.cut();
        stream.renew(0, true, OTHER, SECRET, 0);
        stream.resume(end, 0, 0);
        end.hear(JournaledStream.text("new"));
        end.log.clear();

        int bytes = Text.OVERHEAD + 3;
        stream.onProcessed(1, bytes);
        stream.flush();
        assertThat(end.log).isEmpty();
        stream.onProcessed(1, bytes);
        stream.flush();
        assertThat(end.log).containsExactly("received 1", "RECEIVED 1");
    }

    @Test
    void shouldSendAgainOnlyWhatThePeerHasNotHeardWhenItKnowsExactly() {
        sayAndCut("one", "two", "three");
        stream.renew(1, true, OTHER, SECRET, 0);

        assertThat(end.log).containsExactly("renewed with 2", "delivered one");
        assertThat(OutboundBytes.takeFrames(stream.outbound()))
                .containsExactly(JournaledStream.text("two"), JournaledStream.text("three"));
    }

    @Test
    void shouldMarkWhatThePeerMayHaveHeardWhenItDoesNotKnowExactly() {
        sayAndCut("one", "two");
        end.say("unsent");
        stream.renew(1, false, OTHER, SECRET, 0);

        assertThat(OutboundBytes.takeFrames(stream.outbound()))
                .containsExactly(new Text(1, 0, "two", false, true), JournaledStream.text("unsent"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldMarkATextWhoseCopyMayHaveBeenHeardByUdp(boolean isSent) {
        end.connected();
        stream.outbound().append(1, 0, "both", 4, true, "both");
        if (isSent) {
            stream.flush();
        }
        end.cut();
        stream.renew(0, true, OTHER, SECRET, 0);

        assertThat(OutboundBytes.takeFrames(stream.outbound())).containsExactly(new Text(1, 0, "both", false, true));
    }

    @Test
    void shouldSayThatTheFateOfWhatWasSentIsUnknownWhenThePeerHasForgotten() {
        sayAndCut("sent");
        end.say("unsent");
        end.log.clear();
        stream.renewUnknown(OTHER, SECRET, 0);

        assertThat(end.log).containsExactly("renewed with 1", "unknown sent");
        assertThat(OutboundBytes.takeTexts(stream.outbound())).containsExactly("unsent");
    }

    @Test
    void shouldStayAsItIsWhenAnotherSessionCannotBeKept() {
        sayAndCut("one", "two");
        end.journal.failAt("renewed");

        assertThatThrownBy(() -> stream.renew(1, true, OTHER, SECRET, 0)).isInstanceOf(JournalException.class);

        assertThat(end.log).isEmpty();
        assertThat(stream.canGoOnAfter(2)).isTrue();
        stream.resume(end, 0, 0);
        stream.flush();
        assertThat(end.log).hasSize(1).first().asString().startsWith("sent");
    }

    @Test
    void shouldKeepWhatIsLeftWhenItEnds() {
        sayAndCut("sent");
        end.say("unsent");
        end.log.clear();
        stream.giveUp("nobody came");

        assertThat(end.log).containsExactly("kept sent", "kept unsent", "closed", "ended CONNECTION_LOST");
    }

    @Test
    void shouldForgetTheSessionOnlyWhenBothHaveSaidGoodbyeAndNothingIsLeft() throws WireException {
        end.connected().say("last");
        stream.flush();
        stream.close(CloseCause.GOODBYE, "", 0);
        end.hear(new Bye(CloseCause.GOODBYE.code(), "", 1));
        stream.onInputEnd();
        stream.flush();
        end.cut();

        assertThat(end.log).containsSubsequence("delivered last", "acknowledged 1", "end", "closed", "ended GOODBYE");
    }

    @Test
    void shouldNotForgetTheSessionWhenThePeerHasNotHadAll() throws WireException {
        end.connected().say("last");
        stream.flush();
        end.hear(new Bye(CloseCause.GOODBYE.code(), "", 0));
        end.cut();
        stream.giveUp("nobody came");

        assertThat(end.log).doesNotContain("end").contains("kept last", "closed");
    }

    @Test
    void shouldEndAllTheSameWhenItCannotBeForgotten() throws WireException {
        end.connected().journal.failAt("end");
        stream.close(CloseCause.GOODBYE, "", 0);
        end.hear(new Bye(CloseCause.GOODBYE.code(), "", 0));
        end.cut();

        assertThat(end.log).containsSubsequence("closed", "ended GOODBYE");
    }

    private void sayAndCut(String... texts) {
        end.connected();
        for (String text : texts) {
            end.say(text);
        }
        stream.flush();
        end.cut();
        end.log.clear();
    }
}
