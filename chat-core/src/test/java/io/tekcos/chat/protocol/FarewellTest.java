package io.tekcos.chat.protocol;

import static io.tekcos.chat.protocol.Farewell.Action.ABORT;
import static io.tekcos.chat.protocol.Farewell.Action.CLOSE;
import static io.tekcos.chat.protocol.Farewell.Action.NOTHING;
import static io.tekcos.chat.protocol.Farewell.Action.SHUT_OUTPUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.model.SessionClosed.Initiator;
import io.tekcos.chat.protocol.Farewell.Action;
import io.tekcos.chat.wire.Bye;
import io.tekcos.chat.wire.WireException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every state of the drawing and every event. A state cannot be seen, so it is told by how it got there and by what it does
 * with the probes that follow: each state answers end of input and settled in a way of its own.
 */
class FarewellTest {

    private static final SessionClosed LOCAL = new SessionClosed(CloseCause.GOING_AWAY, Initiator.LOCAL, "mine");
    private static final SessionClosed PEER = new SessionClosed(CloseCause.GOODBYE, Initiator.PEER, "theirs");
    private static final SessionClosed FAILED = new SessionClosed(CloseCause.INVALID_TEXT, Initiator.PEER, "broken");

    private enum Event {
        CLOSE_CALLED,
        BYE,
        SETTLED,
        END,
        RECONNECTED,
        FAILURE
    }

    private enum State {
        OPEN,
        BYE_SENT,
        EXCHANGED,
        OUTPUT_SHUT,
        INPUT_ENDED,
        ENDED
    }

    private final Farewell farewell = new Farewell();

    @ParameterizedTest
    @CsvSource({
        "OPEN,        CLOSE_CALLED, SEND_BYE,    BYE_SENT",
        "OPEN,        BYE,          SEND_BYE,    EXCHANGED",
        "OPEN,        SETTLED,      NOTHING,     OPEN",
        "OPEN,        END,          ABORT,       OPEN",
        "OPEN,        RECONNECTED,  NOTHING,     OPEN",
        "OPEN,        FAILURE,      CLOSE,       ENDED",
        "BYE_SENT,    CLOSE_CALLED, NOTHING,     BYE_SENT",
        "BYE_SENT,    BYE,          NOTHING,     EXCHANGED",
        "BYE_SENT,    SETTLED,      NOTHING,     BYE_SENT",
        "BYE_SENT,    END,          ABORT,       BYE_SENT",
        "BYE_SENT,    RECONNECTED,  SEND_BYE,    BYE_SENT",
        "BYE_SENT,    FAILURE,      CLOSE,       ENDED",
        "EXCHANGED,   CLOSE_CALLED, NOTHING,     EXCHANGED",
        "EXCHANGED,   SETTLED,      SHUT_OUTPUT, OUTPUT_SHUT",
        "EXCHANGED,   END,          NOTHING,     INPUT_ENDED",
        "EXCHANGED,   RECONNECTED,  SEND_BYE,    BYE_SENT",
        "EXCHANGED,   FAILURE,      CLOSE,       ENDED",
        "OUTPUT_SHUT, CLOSE_CALLED, NOTHING,     OUTPUT_SHUT",
        "OUTPUT_SHUT, SETTLED,      NOTHING,     OUTPUT_SHUT",
        "OUTPUT_SHUT, END,          CLOSE,       ENDED",
        "OUTPUT_SHUT, RECONNECTED,  SEND_BYE,    BYE_SENT",
        "OUTPUT_SHUT, FAILURE,      CLOSE,       ENDED",
        "INPUT_ENDED, CLOSE_CALLED, NOTHING,     INPUT_ENDED",
        "INPUT_ENDED, SETTLED,      CLOSE,       ENDED",
        "INPUT_ENDED, END,          NOTHING,     INPUT_ENDED",
        "INPUT_ENDED, RECONNECTED,  SEND_BYE,    BYE_SENT",
        "INPUT_ENDED, FAILURE,      CLOSE,       ENDED",
        "ENDED,       CLOSE_CALLED, NOTHING,     ENDED",
        "ENDED,       SETTLED,      NOTHING,     ENDED",
        "ENDED,       END,          NOTHING,     ENDED",
        "ENDED,       FAILURE,      CLOSE,       ENDED"
    })
    void shouldDoWhatTheDrawingShows(State before, Event event, Action action, State after) throws WireException {
        go(before);

        assertThat(fire(event)).isEqualTo(action);
        assertIn(after);
    }

    @ParameterizedTest
    @EnumSource(
            value = State.class,
            names = {"EXCHANGED", "OUTPUT_SHUT", "INPUT_ENDED", "ENDED"})
    void shouldRefuseASecondByeAndStayAsItWas(State state) throws WireException {
        go(state);
        WireException thrown = catchThrowableOfType(WireException.class, () -> fire(Event.BYE));

        assertThat(thrown.closeCause()).isEqualTo(CloseCause.PROTOCOL_ERROR);
        assertThat(farewell.outcome()).isEqualTo(LOCAL);
        assertIn(state);
    }

    @Test
    void shouldRefuseAnotherConnectionAtTheEndAndStayAsItWas() throws WireException {
        go(State.ENDED);

        assertThatIllegalStateException().isThrownBy(farewell::onReconnected);
        assertIn(State.ENDED);
    }

    @Test
    void shouldHaveNoOutcomeWhileOpen() throws WireException {
        fire(Event.SETTLED);

        assertThat(farewell.outcome()).isNull();
    }

    @Test
    void shouldBeEndedByWhoCameFirst() throws WireException {
        fire(Event.CLOSE_CALLED);
        assertThat(farewell.outcome()).isEqualTo(LOCAL);
        fire(Event.BYE);
        fire(Event.FAILURE);
        assertThat(farewell.outcome()).isEqualTo(LOCAL);
    }

    @Test
    void shouldBeEndedByThePeerWhoseByeCameFirst() throws WireException {
        fire(Event.BYE);
        fire(Event.CLOSE_CALLED);
        fire(Event.END);

        assertThat(farewell.outcome()).isEqualTo(PEER);
    }

    @Test
    void shouldHaveNoOutcomeWhenOnlyTheConnectionIsLost() throws WireException {
        fire(Event.END);
        fire(Event.RECONNECTED);

        assertThat(farewell.outcome()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"CLOSE_CALLED", "BYE"})
    void shouldEndAsItBeganToWhateverIsSaidAgainByAnotherConnection(Event first) throws WireException {
        fire(first);
        SessionClosed begun = farewell.outcome();
        fire(Event.RECONNECTED);
        fire(Event.BYE);
        fire(Event.SETTLED);
        fire(Event.END);

        assertThat(farewell.outcome()).isEqualTo(begun).isNotNull();
        assertIn(State.ENDED);
    }

    @Test
    void shouldFailForTheReasonGiven() throws WireException {
        fire(Event.FAILURE);
        fire(Event.CLOSE_CALLED);

        assertThat(farewell.outcome()).isEqualTo(FAILED);
    }

    @Test
    void shouldTellACodeFromTheFutureAsUnrecognised() throws WireException {
        farewell.onBye(new Bye(4711, "new", 0));

        assertThat(farewell.outcome()).isEqualTo(new SessionClosed(CloseCause.UNRECOGNISED, Initiator.PEER, "new"));
    }

    private void go(State state) throws WireException {
        for (Event event : wayTo(state)) {
            fire(event);
        }
        assertThat(farewell.isOpen()).isEqualTo(state == State.OPEN);
    }

    private static List<Event> wayTo(State state) {
        return switch (state) {
            case OPEN -> List.of();
            case BYE_SENT -> List.of(Event.CLOSE_CALLED);
            case EXCHANGED -> List.of(Event.CLOSE_CALLED, Event.BYE);
            case OUTPUT_SHUT -> List.of(Event.CLOSE_CALLED, Event.BYE, Event.SETTLED);
            case INPUT_ENDED -> List.of(Event.CLOSE_CALLED, Event.BYE, Event.END);
            case ENDED -> List.of(Event.CLOSE_CALLED, Event.FAILURE);
        };
    }

    private Action fire(Event event) throws WireException {
        return switch (event) {
            case CLOSE_CALLED -> farewell.onClose(CloseCause.GOING_AWAY, "mine");
            case BYE -> farewell.onBye(new Bye(CloseCause.GOODBYE.code(), "theirs", 0));
            case SETTLED -> farewell.onSettled();
            case END -> farewell.onInputEnd();
            case RECONNECTED -> farewell.onReconnected();
            case FAILURE -> {
                farewell.onFailure(CloseCause.INVALID_TEXT, Initiator.PEER, "broken");
                yield CLOSE; // what its caller does by itself
            }
        };
    }

    private void assertIn(State state) {
        assertThat(farewell.isOpen()).isEqualTo(state == State.OPEN);
        assertThat(farewell.isPeerSending()).isEqualTo(state == State.OPEN || state == State.BYE_SENT);
        assertThat(farewell.isEnded()).isEqualTo(state == State.ENDED);
        assertThat(List.of(farewell.onSettled(), farewell.onInputEnd()))
                .isEqualTo(
                        switch (state) {
                            case OPEN, BYE_SENT -> List.of(NOTHING, ABORT);
                            case OUTPUT_SHUT -> List.of(NOTHING, CLOSE);
                            case EXCHANGED -> List.of(SHUT_OUTPUT, CLOSE);
                            case INPUT_ENDED -> List.of(CLOSE, NOTHING);
                            case ENDED -> List.of(NOTHING, NOTHING);
                        });
    }
}
