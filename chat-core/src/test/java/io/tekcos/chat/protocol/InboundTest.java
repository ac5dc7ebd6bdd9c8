package io.tekcos.chat.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.wire.WireException;
import org.junit.jupiter.api.Test;

class InboundTest {

    private final Inbound inbound = new Inbound(1000);

    @Test
    void shouldAcknowledgeNothingBeforeTheListenerHasReturned() throws WireException {
        inbound.onArrived(100);

        assertThat(inbound.isAcknowledgementDue()).isFalse();
        assertThat(inbound.acknowledge()).isZero();
    }

    @Test
    void shouldAcknowledgeOnceForAllThatWasProcessed() throws WireException {
        inbound.onArrived(100);
        inbound.onArrived(100);
        inbound.onArrived(100);
        inbound.onProcessed(2, 200);

        assertThat(inbound.isAcknowledgementDue()).isTrue();
        assertThat(inbound.acknowledge()).isEqualTo(2);
        assertThat(inbound.isAcknowledgementDue()).isFalse();

        inbound.onProcessed(1, 100);
        assertThat(inbound.acknowledge()).isEqualTo(3);
        assertThat(inbound.acknowledge()).isEqualTo(3);
    }

    @Test
    void shouldAcceptExactlyTheWindow() throws WireException {
        inbound.onArrived(400);
        inbound.onArrived(600);

        assertWindowExceededBy(1);
    }

    @Test
    void shouldCountWhatWasProcessedButNotAcknowledgedAgainstTheWindow() throws WireException {
        inbound.onArrived(1000);
        inbound.onProcessed(1, 1000);
        assertWindowExceededBy(1);

        inbound.acknowledge();
        inbound.onArrived(1000);
        assertWindowExceededBy(1);
    }

    @Test
    void shouldFreeOnlyWhatItAcknowledged() throws WireException {
        inbound.onArrived(300);
        inbound.onArrived(700);
        inbound.onProcessed(1, 300);
        inbound.acknowledge();

        assertWindowExceededBy(301);
        inbound.onArrived(300);
    }

    @Test
    void shouldStayAsItWasWhenTheWindowIsExceeded() throws WireException {
        inbound.onArrived(900);
        assertWindowExceededBy(101);
        inbound.onArrived(100);
        inbound.onProcessed(1, 900);
        inbound.onProcessed(1, 100);

        assertThat(inbound.acknowledge()).isEqualTo(2);
    }

    @Test
    void shouldThrowWhenNothingIsWaitingAndStayAsItWas() throws WireException {
        assertThatIllegalStateException().isThrownBy(() -> inbound.onProcessed(1, 100));
        assertThat(inbound.isAcknowledgementDue()).isFalse();

        inbound.onArrived(1000);
        assertThatIllegalStateException().isThrownBy(() -> inbound.onProcessed(2, 1000));
        inbound.onProcessed(1, 1000);
        assertThatIllegalStateException().isThrownBy(() -> inbound.onProcessed(1, 1000));
        assertThat(inbound.isAcknowledgementDue()).isTrue();
        assertThat(inbound.acknowledge()).isEqualTo(1);
    }

    @Test
    void shouldTellWhatHasArrivedAndWhatWasHeard() throws WireException {
        inbound.onArrived(100);
        inbound.onArrived(100);
        inbound.onProcessed(1, 100);

        assertThat(inbound.arrived()).isEqualTo(2);
        assertThat(inbound.processed()).isEqualTo(1);
    }

    @Test
    void shouldRepeatItsLastAcknowledgementOnceByAnotherConnection() throws WireException {
        inbound.onArrived(100);
        inbound.onArrived(100);
        inbound.onProcessed(1, 100);
        inbound.acknowledge();
        inbound.onReconnected();

        assertThat(inbound.isAcknowledgementDue()).isTrue();
        assertThat(inbound.acknowledge()).isEqualTo(1);
        assertThat(inbound.isAcknowledgementDue()).isFalse();
    }

    @Test
    void shouldRepeatNoAcknowledgementThatItNeverGave() throws WireException {
        inbound.onArrived(100);
        inbound.onReconnected();

        assertThat(inbound.isAcknowledgementDue()).isFalse();
    }

    @Test
    void shouldKeepItsWindowAcrossConnections() throws WireException {
        inbound.onArrived(600);
        inbound.onReconnected();
        inbound.onArrived(400);

        assertWindowExceededBy(1);
    }

    @Test
    void shouldCountForTheNextSessionNothingThatWaitedInTheOneBefore() throws WireException {
        inbound.onArrived(100);
        inbound.onArrived(200);
        inbound.onArrived(300);
        inbound.onProcessed(1, 100);
        inbound.beginAnew();
        inbound.onArrived(900);
        inbound.onProcessed(1, 200);
        assertThat(inbound.isAcknowledgementDue()).isFalse();

        inbound.onProcessed(2, 1200);
        assertThat(inbound.acknowledge()).isEqualTo(1);
        inbound.onArrived(1000);
        assertWindowExceededBy(1);
    }

    private void assertWindowExceededBy(int bytes) {
        assertThat(catchThrowableOfType(WireException.class, () -> inbound.onArrived(bytes))
                        .closeCause())
                .isEqualTo(CloseCause.WINDOW_EXCEEDED);
    }
}
