package io.tekcos.chat.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tekcos.chat.model.TransferId;
import io.tekcos.chat.wire.Begin;
import io.tekcos.chat.wire.Forgotten;
import io.tekcos.chat.wire.OfferId;
import io.tekcos.chat.wire.Pause;
import io.tekcos.chat.wire.Received;
import io.tekcos.chat.wire.Text;
import io.tekcos.chat.wire.WireException;
import org.junit.jupiter.api.Test;

/** What the ends of a transfer say travels in turn with the texts. */
class SessionStreamTransferTest {

    private static final Pause PAUSE = new Pause(new OfferId(new TransferId(1, 2), 3));

    private final StreamEnd end = new StreamEnd(StreamEnd.AWAY, 0);

    @Test
    void shouldBeHeardInTurnAndAcknowledged() throws WireException {
        end.hear(new Text(1, 0, "before", false));
        end.hear(PAUSE);
        end.hear(new Forgotten());
        end.hear(new Text(2, 0, "after", false));

        assertThat(end.heard).containsExactly("before", PAUSE.toString(), "transfers forgotten", "after");
        assertThat(end.said()).contains(new Received(4));
    }

    @Test
    void shouldNotBeAcknowledgedBeforeItIsHeard() throws WireException {
        end.listenerReturns = false;
        end.hear(PAUSE);
        assertThat(end.stream.heard()).isZero();

        end.returnFromAll();
        assertThat(end.said()).containsExactly(new Received(1));
    }

    @Test
    void shouldNotComeWithTheBytesOfFiles() {
        assertThatThrownBy(() -> end.hear(new Begin())).isInstanceOf(WireException.class);
    }
}
