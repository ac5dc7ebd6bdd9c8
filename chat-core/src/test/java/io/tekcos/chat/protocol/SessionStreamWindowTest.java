package io.tekcos.chat.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.model.SessionClosed.Initiator;
import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.wire.Bye;
import io.tekcos.chat.wire.Bytes32;
import io.tekcos.chat.wire.Frame;
import io.tekcos.chat.wire.Received;
import io.tekcos.chat.wire.Text;
import io.tekcos.chat.wire.WireException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A session goes on as another, with a peer whose window holds four of its ten texts. */
class SessionStreamWindowTest {

    private static final Bye MY_BYE = new Bye(CloseCause.GOING_AWAY.code(), "mine", 0);
    private static final Bye THEIR_BYE = new Bye(CloseCause.GOODBYE.code(), "theirs", 0);
    private static final Bye ANSWER = new Bye(CloseCause.GOODBYE.code(), "", 0);
    private static final List<String> TEXTS = IntStream.rangeClosed(1, 10)
            .mapToObj(number -> number + "x".repeat(30_000))
            .toList();

    private final StreamEnd end = new StreamEnd(StreamEnd.AWAY, 0);

    @BeforeEach
    void goOnAsAnother() {
        end.stream.setSendWindow(8 * StreamEnd.WINDOW);
        end.cut(0);
        TEXTS.forEach(end::say);
        end.stream.renew(0, true, new SessionId(1, 2), Bytes32.of(new byte[Bytes32.LENGTH]), 0);
        end.stream.setSendWindow(StreamEnd.WINDOW);
        end.resume(0, 0);
    }

    @Test
    void shouldSendTheRestAsAcknowledgementsMakeRoom() throws WireException {
        assertThat(end.said()).isEqualTo(texts(1, 4));
        end.hear(new Received(1));
        assertThat(end.said()).isEqualTo(texts(5, 5));
        end.hear(new Received(5));
        assertThat(end.said()).isEqualTo(texts(6, 9));
        end.hear(new Received(9));
        assertThat(end.said()).isEqualTo(texts(10, 10));
        end.hear(new Received(10));

        assertThat(end.acknowledged).isEqualTo(TEXTS);
        assertThat(end.stream.repeated()).isZero();
    }

    @Test
    void shouldSayGoodbyeBehindWhatItHasHeldBack() throws WireException {
        end.stream.close(CloseCause.GOING_AWAY, "mine", 0);
        end.stream.flush();
        assertThat(end.said()).isEqualTo(texts(1, 4));
        end.hear(new Received(4));
        assertThat(end.said()).isEqualTo(texts(5, 8));
        end.hear(new Received(8));

        assertThat(end.said().subList(0, 2)).isEqualTo(texts(9, 10));
        end.hear(new Received(10));
        end.hear(THEIR_BYE);
        finish();
        assertThat(end.ends).containsExactly(new SessionClosed(CloseCause.GOING_AWAY, Initiator.LOCAL, "mine"));
        assertThat(end.acknowledged).isEqualTo(TEXTS);
    }

    @Test
    void shouldSayGoodbyeOnceAndLast() throws WireException {
        end.stream.close(CloseCause.GOING_AWAY, "mine", 0);
        end.hear(new Received(4));
        end.hear(new Received(8));

        List<Frame> said = end.said();
        assertThat(said).hasSize(11).last().isEqualTo(MY_BYE);
    }

    @Test
    void shouldAnswerGoodbyeBehindWhatItHasHeldBack() throws WireException {
        end.hear(THEIR_BYE);
        assertThat(end.said()).isEqualTo(texts(1, 4));
        assertThat(end.connection.outputShut).isFalse();
        end.hear(new Received(4));
        end.hear(new Received(8));

        assertThat(end.said()).hasSize(7).last().isEqualTo(ANSWER);
        assertThat(end.connection.outputShut).isTrue();
    }

    @Test
    void shouldSayGoodbyeByTheNextConnectionWhenThePeersOutputEndsBefore() throws WireException {
        end.hear(THEIR_BYE);
        end.stream.onInputEnd();
        assertThat(end.connection.aborted).isTrue();
        end.cut(0);
        assertThat(end.ends).isEmpty();
        end.resume(2, 0);

        assertThat(end.said()).isEqualTo(texts(3, 4));
        end.hear(new Received(4));
        end.hear(new Received(8));
        assertThat(end.said()).hasSize(7).last().isEqualTo(ANSWER);
    }

    private static List<Frame> texts(int from, int to) {
        return TEXTS.subList(from - 1, to).stream()
                .<Frame>map(text -> new Text(1, 0, text, false))
                .toList();
    }

    private void finish() {
        end.stream.onInputEnd();
        end.cut(0);
    }
}
