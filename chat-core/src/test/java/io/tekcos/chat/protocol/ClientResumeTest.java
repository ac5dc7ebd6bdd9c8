package io.tekcos.chat.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.PeerRefusedException;
import io.tekcos.chat.model.RefusalCode;
import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.model.WrongProtocolException;
import io.tekcos.chat.protocol.ClientHandshake.Step;
import io.tekcos.chat.wire.Ack;
import io.tekcos.chat.wire.Bytes32;
import io.tekcos.chat.wire.Epitaph;
import io.tekcos.chat.wire.Frame;
import io.tekcos.chat.wire.Join;
import io.tekcos.chat.wire.PeerLimits;
import io.tekcos.chat.wire.Refused;
import io.tekcos.chat.wire.Resume;
import io.tekcos.chat.wire.Resumed;
import io.tekcos.chat.wire.Text;
import io.tekcos.chat.wire.Welcome;
import io.tekcos.chat.wire.WireException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a client goes on with a session, or asks again for one of which it has heard nothing. */
class ClientResumeTest {

    private static final SessionId SESSION = new SessionId(1, 2);
    private static final Bytes32 RESUME_NONCE = Keys.bytes32("77".repeat(32));
    private static final PeerLimits LIMITS = PeerLimits.withWindow(0x40000);
    private static final Ack ACK = new Ack(1, 1, Keys.NONCE, 2000, LIMITS);
    private static final Join JOIN = new Join(1, SESSION, Keys.SECRET, "Ann", LIMITS);
    private static final Resumed UNPROVEN = new Resumed(77, 5, 9, "server");
    private static final Resumed RESUMED = Proofs.prove(UNPROVEN, Keys.SECRET, Keys.NONCE, RESUME_NONCE);
    private static final Epitaph EPITAPH = Proofs.prove(new Epitaph(5, true), Keys.SECRET, Keys.NONCE, RESUME_NONCE);

    private enum Kind {
        RESUME,
        JOIN_AGAIN
    }

    private enum State {
        AWAITING_ACK,
        AWAITING_RESUMED,
        AWAITING_WELCOME,
        OVER
    }

    private enum Event {
        ACK,
        NO_COMMON_VERSION,
        WELCOME,
        RESUMED,
        UNPROVEN_RESUMED,
        REFUSED,
        UNKNOWN,
        ENDED,
        UNPROVEN_ENDED,
        ENDED_WITHOUT_A_WORD,
        TEXT
    }

    private final Ticket ticket = new Ticket(SESSION, Keys.SECRET, 6);

    @ParameterizedTest
    @CsvSource({
        "RESUME,     AWAITING_ACK,     ACK,                  Reply,       AWAITING_RESUMED",
        "RESUME,     AWAITING_ACK,     NO_COMMON_VERSION,    Failed,      OVER",
        "RESUME,     AWAITING_ACK,     REFUSED,              Failed,      OVER",
        "RESUME,     AWAITING_ACK,     UNKNOWN,              Failed,      OVER",
        "RESUME,     AWAITING_ACK,     ENDED,                Failed,      OVER",
        "RESUME,     AWAITING_ACK,     WELCOME,              violation,   AWAITING_ACK",
        "RESUME,     AWAITING_ACK,     RESUMED,              violation,   AWAITING_ACK",
        "RESUME,     AWAITING_ACK,     TEXT,                 violation,   AWAITING_ACK",
        "RESUME,     AWAITING_RESUMED, RESUMED,              GoesOn,      OVER",
        "RESUME,     AWAITING_RESUMED, UNPROVEN_RESUMED,     Failed,      OVER",
        "RESUME,     AWAITING_RESUMED, REFUSED,              Failed,      OVER",
        "RESUME,     AWAITING_RESUMED, UNKNOWN,              Failed,      OVER",
        "RESUME,     AWAITING_RESUMED, ENDED,                Ended,       OVER",
        "RESUME,     AWAITING_RESUMED, UNPROVEN_ENDED,       Failed,      OVER",
        "RESUME,     AWAITING_RESUMED, ENDED_WITHOUT_A_WORD, Failed,      OVER",
        "RESUME,     AWAITING_RESUMED, ACK,                  violation,   AWAITING_RESUMED",
        "RESUME,     AWAITING_RESUMED, WELCOME,              violation,   AWAITING_RESUMED",
        "RESUME,     AWAITING_RESUMED, TEXT,                 violation,   AWAITING_RESUMED",
        "JOIN_AGAIN, AWAITING_ACK,     ACK,                  Reply,       AWAITING_RESUMED",
        "JOIN_AGAIN, AWAITING_ACK,     NO_COMMON_VERSION,    Failed,      OVER",
        "JOIN_AGAIN, AWAITING_ACK,     UNKNOWN,              Failed,      OVER",
        "JOIN_AGAIN, AWAITING_RESUMED, RESUMED,              GoesOn,      OVER",
        "JOIN_AGAIN, AWAITING_RESUMED, UNPROVEN_RESUMED,     Failed,      OVER",
        "JOIN_AGAIN, AWAITING_RESUMED, REFUSED,              Failed,      OVER",
        "JOIN_AGAIN, AWAITING_RESUMED, UNKNOWN,              Reply,       AWAITING_WELCOME",
        "JOIN_AGAIN, AWAITING_RESUMED, ENDED,                Ended,       OVER",
        "JOIN_AGAIN, AWAITING_RESUMED, WELCOME,              violation,   AWAITING_RESUMED",
        "JOIN_AGAIN, AWAITING_WELCOME, WELCOME,              Established, OVER",
        "JOIN_AGAIN, AWAITING_WELCOME, REFUSED,              Failed,      OVER",
        "JOIN_AGAIN, AWAITING_WELCOME, UNKNOWN,              Failed,      OVER",
        "JOIN_AGAIN, AWAITING_WELCOME, ENDED,                Failed,      OVER",
        "JOIN_AGAIN, AWAITING_WELCOME, RESUMED,              violation,   AWAITING_WELCOME",
        "JOIN_AGAIN, AWAITING_WELCOME, ACK,                  violation,   AWAITING_WELCOME",
        "JOIN_AGAIN, AWAITING_WELCOME, TEXT,                 violation,   AWAITING_WELCOME"
    })
    void shouldDoWhatTheDrawingShows(Kind kind, State before, Event event, String step, State after)
            throws WireException {
        ClientHandshake handshake = in(before, kind);

        assertThat(outcome(handshake, frame(event))).isEqualTo(step);
        assertIn(after, handshake);
    }

    @Test
    void shouldProveThatItKnowsTheSecretToWhoeverHasGreeted() throws WireException {
        Resume expected = Proofs.prove(new Resume(1, SESSION, 7, RESUME_NONCE, 3), Keys.SECRET, Keys.NONCE);

        assertThat(made(Kind.RESUME).onFrame(ACK)).isEqualTo(new Step.Reply(expected));
    }

    @Test
    void shouldGoOnAsTheServerSays() throws WireException {
        assertThat(in(State.AWAITING_RESUMED, Kind.RESUME).onFrame(RESUMED))
                .isEqualTo(new Step.GoesOn(new Terms(SESSION, Keys.SECRET, 77, 2000, "server", LIMITS), 5, 9));
    }

    @Test
    void shouldAskForTheSameSessionFromItsBeginningWhenItAsksAgain() throws WireException {
        ClientHandshake handshake = made(Kind.JOIN_AGAIN);
        Resume expected = Proofs.prove(new Resume(1, SESSION, 7, RESUME_NONCE, 0), Keys.SECRET, Keys.NONCE);

        assertThat(handshake.onFrame(ACK)).isEqualTo(new Step.Reply(expected));
        assertThat(handshake.onFrame(frame(Event.UNKNOWN))).isEqualTo(new Step.Reply(JOIN));
    }

    @Test
    void shouldTellWhatTheServerHasHeardWhenTheSessionHasEnded() throws WireException {
        assertThat(in(State.AWAITING_RESUMED, Kind.RESUME).onFrame(frame(Event.ENDED)))
                .isEqualTo(new Step.Ended(EPITAPH));
    }

    @Test
    void shouldFailWhenItDoesNotProveWhoItIs() throws WireException {
        Step.Failed failed =
                (Step.Failed) in(State.AWAITING_RESUMED, Kind.RESUME).onFrame(UNPROVEN);

        assertThat(failed.why()).isInstanceOf(WrongProtocolException.class).hasMessageContaining("address");
    }

    @Test
    void shouldFailWhenAnAnswerToAnotherQuestionIsRepeated() throws WireException {
        Resumed ofAnotherConnection = Proofs.prove(UNPROVEN, Keys.SECRET, RESUME_NONCE, RESUME_NONCE);
        Resumed toAnotherResume = Proofs.prove(UNPROVEN, Keys.SECRET, Keys.NONCE, Keys.NONCE);

        assertThat(outcome(in(State.AWAITING_RESUMED, Kind.RESUME), ofAnotherConnection))
                .isEqualTo("Failed");
        assertThat(outcome(in(State.AWAITING_RESUMED, Kind.RESUME), toAnotherResume))
                .isEqualTo("Failed");
    }

    @ParameterizedTest
    @CsvSource({"UNKNOWN, UNKNOWN", "ENDED_WITHOUT_A_WORD, ENDED", "UNPROVEN_ENDED, ENDED", "REFUSED, BUSY"})
    void shouldFailForTheReasonThatTheServerGives(Event event, RefusalCode code) throws WireException {
        Step.Failed failed =
                (Step.Failed) in(State.AWAITING_RESUMED, Kind.RESUME).onFrame(frame(event));

        assertThat(failed.why())
                .isInstanceOfSatisfying(
                        PeerRefusedException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    @Test
    void shouldHaveAskedFromItsQuestionOnAndUntilItIsAnswered() throws WireException {
        ClientHandshake handshake = made(Kind.JOIN_AGAIN);
        assertThat(handshake.hasAsked()).isFalse();
        handshake.onFrame(ACK);
        assertThat(handshake.hasAsked()).isTrue();
        handshake.onFrame(frame(Event.UNKNOWN));
        assertThat(handshake.hasAsked()).isTrue();
        handshake.onFrame(frame(Event.WELCOME));
        assertThat(handshake.hasAsked()).isFalse();
    }

    @Test
    void shouldCountItsAttempts() {
        made(Kind.RESUME);
        made(Kind.JOIN_AGAIN);

        assertThat(ticket.attempt()).isEqualTo(8);
        assertThat(ticket.nextAttempt(RESUME_NONCE, 3)).isEqualTo(new Resume(1, SESSION, 9, RESUME_NONCE, 3));
        assertThat(ticket.session()).isEqualTo(SESSION);
        assertThat(ticket.secret()).isEqualTo(Keys.SECRET);
    }

    private ClientHandshake made(Kind kind) {
        return kind == Kind.RESUME
                ? ClientHandshake.resume(ticket, RESUME_NONCE, 3)
                : ClientHandshake.joinAgain(ticket, "Ann", LIMITS, RESUME_NONCE);
    }

    private ClientHandshake in(State state, Kind kind) throws WireException {
        ClientHandshake handshake = made(kind);
        if (state != State.AWAITING_ACK) {
            handshake.onFrame(ACK);
        }
        if (state == State.AWAITING_WELCOME) {
            handshake.onFrame(frame(Event.UNKNOWN));
        }
        return handshake;
    }

    private static Frame frame(Event event) {
        return switch (event) {
            case ACK -> ACK;
            case NO_COMMON_VERSION -> new Ack(2, 3, Keys.NONCE, 2000, LIMITS);
            case WELCOME -> new Welcome(77, "server");
            case RESUMED -> RESUMED;
            case UNPROVEN_RESUMED -> UNPROVEN;
            case REFUSED -> new Refused(RefusalCode.BUSY.code(), 0, "");
            case UNKNOWN -> new Refused(RefusalCode.UNKNOWN.code(), 0, "");
            case ENDED -> new Refused(RefusalCode.ENDED.code(), 0, "", EPITAPH);
            case UNPROVEN_ENDED -> new Refused(RefusalCode.ENDED.code(), 0, "", new Epitaph(5, true));
            case ENDED_WITHOUT_A_WORD -> new Refused(RefusalCode.ENDED.code(), 0, "");
            case TEXT -> new Text(1, 0, "x", false);
        };
    }

    private static String outcome(ClientHandshake handshake, Frame frame) {
        try {
            return handshake.onFrame(frame).getClass().getSimpleName();
        } catch (WireException violation) {
            assertThat(violation.closeCause()).isEqualTo(CloseCause.PROTOCOL_ERROR);
            return "violation";
        }
    }

    /** Each state but the last has a frame that it alone takes. */
    private static void assertIn(State state, ClientHandshake handshake) throws WireException {
        if (state == State.OVER) {
            assertThatIllegalStateException().isThrownBy(() -> handshake.onFrame(frame(Event.REFUSED)));
            return;
        }
        Event taken = switch (state) {
            case AWAITING_ACK -> Event.ACK;
            case AWAITING_RESUMED -> Event.RESUMED;
            case AWAITING_WELCOME, OVER -> Event.WELCOME;
        };
        for (Event event : new Event[] {Event.ACK, Event.RESUMED, Event.WELCOME}) {
            if (event != taken) {
                assertThat(catchThrowableOfType(WireException.class, () -> handshake.onFrame(frame(event))))
                        .isNotNull();
            }
        }
        assertThat(handshake.onFrame(frame(taken))).isNotNull();
    }
}
