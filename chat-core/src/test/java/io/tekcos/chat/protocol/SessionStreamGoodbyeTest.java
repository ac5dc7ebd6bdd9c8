package io.tekcos.chat.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.model.SessionClosed.Initiator;
import io.tekcos.chat.wire.Bye;
import io.tekcos.chat.wire.Ping;
import io.tekcos.chat.wire.Pong;
import io.tekcos.chat.wire.Received;
import io.tekcos.chat.wire.Text;
import io.tekcos.chat.wire.WireException;
import org.junit.jupiter.api.Test;

/** A goodbye that a lost connection cuts into. */
class SessionStreamGoodbyeTest {

    private static final long START = -1_000_000_000L;
    private static final SessionClosed MINE = new SessionClosed(CloseCause.GOING_AWAY, Initiator.LOCAL, "mine");
    private static final SessionClosed THEIRS = new SessionClosed(CloseCause.GOODBYE, Initiator.PEER, "theirs");
    private static final Bye MY_BYE = new Bye(CloseCause.GOING_AWAY.code(), "mine", 0);
    private static final Bye THEIR_BYE = new Bye(CloseCause.GOODBYE.code(), "theirs", 0);
    private static final Bye ANSWER = new Bye(CloseCause.GOODBYE.code(), "", 0);

    private final StreamEnd end = new StreamEnd(StreamEnd.AWAY, START);

    @Test
    void shouldSayGoodbyeAgainWhenTheConnectionIsLostBeforeTheAnswer() throws WireException {
        end.say("last words");
        close();
        end.cut(START);
        end.said();
        end.resume(0, START);

        assertThat(end.said()).containsExactly(text("last words"), MY_BYE);
        end.hear(new Received(1));
        end.hear(THEIR_BYE);
        finish();
        assertThat(end.ends).containsExactly(MINE);
        assertThat(end.acknowledged).containsExactly("last words");
    }

    @Test
    void shouldSayGoodbyeForTheFirstTimeByTheNextConnection() throws WireException {
        end.cut(START);
        end.say("last words");
        close();
        assertThat(end.ends).isEmpty();
        end.resume(0, START);

        assertThat(end.said()).containsExactly(text("last words"), MY_BYE);
        end.hear(new Bye(0, "", 1));
        finish();
        assertThat(end.ends).containsExactly(MINE);
        assertThat(end.acknowledged).containsExactly("last words");
    }

    @Test
    void shouldAnswerGoodbyeAgainWhenItsAnswerWasLost() throws WireException {
        end.say("unheard");
        end.hear(THEIR_BYE);
        end.cut(START);
        assertThat(end.ends).isEmpty();
        end.said();
        end.resume(0, START);

        assertThat(end.said()).containsExactly(text("unheard"), ANSWER);
        end.hear(new Bye(0, "theirs", 1));
        finish();
        assertThat(end.ends).containsExactly(THEIRS);
        assertThat(end.acknowledged).containsExactly("unheard");
    }

    @Test
    void shouldSayGoodbyeAgainAfterItsOutputHadEnded() throws WireException {
        end.say("unheard");
        close();
        end.hear(THEIR_BYE);
        assertThat(end.connection.outputShut).isTrue();
        end.cut(START);
        end.resume(1, START);

        assertThat(end.said()).containsExactly(MY_BYE);
        assertThat(end.connection.outputShut).isFalse();
        end.hear(new Ping(7));
        assertThat(end.said()).containsExactly(new Pong(7));
        end.hear(new Received(1));
        end.hear(THEIR_BYE);
        finish();
        assertThat(end.ends).containsExactly(MINE);
    }

    @Test
    void shouldSayGoodbyeAgainAfterThePeersOutputHadEnded() throws WireException {
        end.listenerReturns = false;
        end.say("unheard");
        end.hear(text("hard to understand"));
        close();
        end.hear(THEIR_BYE);
        end.stream.onInputEnd();
        end.cut(START);
        end.said();
        end.resume(0, START);
        assertThat(end.said()).containsExactly(text("unheard"), MY_BYE);

        end.hear(new Bye(0, "theirs", 1));
        end.returnFromAll();
        assertThat(end.said()).containsExactly(new Received(1));
        assertThat(end.connection.outputShut).isTrue();
    }

    @Test
    void shouldRefuseAFrameBehindTheGoodbyeOfThisConnectionButNotOfAnEarlierOne() throws WireException {
        end.say("unheard");
        end.hear(THEIR_BYE);
        assertThatThrownBy(() -> end.hear(text("after BYE"))).isInstanceOf(WireException.class);
        end.cut(START);
        end.resume(0, START);

        end.hear(text("repeated before BYE"));
        assertThat(end.heard).containsExactly("repeated before BYE");
    }

    @Test
    void shouldEndWithItsConnectionWhenThePeerHasSaidGoodbyeAndHasHeardEverything() throws WireException {
        end.say("heard");
        end.hear(new Bye(0, "theirs", 1));
        end.cut(START);

        assertThat(end.losses).isEmpty();
        assertThat(end.ends).containsExactly(THEIRS);
        assertThat(end.unknown).isEmpty();
    }

    @Test
    void shouldAcceptNothingMoreBetweenItsGoodbyeAndAnotherConnection() {
        close();
        end.cut(START);

        assertThat(OutboundBytes.append(end.stream.outbound(), "too late")).isEqualTo(Outbound.CLOSED);
    }

    @Test
    void shouldGiveUpItsGoodbyeInTimeAlthoughTheConnectionIsLost() {
        end.say("unheard");
        close();
        end.cut(START);
        end.resume(0, START + 1);
        end.cut(START + 2);
        end.stream.poll(START + StreamEnd.DRAIN - 1);
        assertThat(end.ends).isEmpty();
        assertThat(end.stream.untilPoll(START + StreamEnd.DRAIN - 1)).isEqualTo(1);

        end.stream.poll(START + StreamEnd.DRAIN);
        assertThat(end.ends).containsExactly(MINE);
        assertThat(end.unknown).containsExactly("unheard");
        assertThat(end.stream.untilPoll(START + StreamEnd.DRAIN)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void shouldCutTheConnectionWhenTheGoodbyeTakesTooLong() {
        close();
        end.cut(START);
        end.resume(0, START);
        end.stream.poll(START + StreamEnd.DRAIN);
        assertThat(end.connection.aborted).isTrue();
        end.cut(START + StreamEnd.DRAIN);

        assertThat(end.ends).containsExactly(MINE);
    }

    private void close() {
        end.stream.close(CloseCause.GOING_AWAY, "mine", START);
        end.stream.flush();
    }

    /** The rest of a goodbye in order. */
    private void finish() {
        assertThat(end.connection.outputShut).isTrue();
        end.stream.onInputEnd();
        assertThat(end.connection.closed).isTrue();
        end.cut(START);
    }

    private static Text text(String text) {
        return new Text(1, 0, text, false);
    }
}
