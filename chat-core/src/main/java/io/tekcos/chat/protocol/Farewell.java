package io.tekcos.chat.protocol;

import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.model.SessionClosed.Initiator;
import io.tekcos.chat.wire.Bye;
import io.tekcos.chat.wire.WireException;
import org.jspecify.annotations.Nullable;

/**
 * How a session ends without losing a byte. Each side says BYE after all it had to send, goes on reading and acknowledging
 * until it has the other's, closes its output when its listener has had everything, and the connection when the other's
 * output has ended too: closing earlier, with bytes unread, would reset the connection and lose what is on its way.
 *
 * <pre>
 *            close / BYE              BYE                settled / shut output
 *      OPEN -------------> BYE_SENT -----+-&gt; EXCHANGED -----------------------> OUTPUT_SHUT
 *        |                               |       |                                  |
 *        +--------------- BYE / BYE -----+       | end of input                     | end of input / close
 *                                                v                                  v
 *                                           INPUT_ENDED ---- settled / close ----> ENDED
 *
 *      OPEN, BYE_SENT --- end of input / abort: the connection is lost, the session perhaps not
 *      any from BYE_SENT on --- another connection / BYE ---> BYE_SENT
 *      any --- failure, deadline / close ---> ENDED, for which there is no other connection
 * </pre>
 *
 * "Settled" is: the listener has had, and this side has acknowledged, everything that arrived.
 */
public final class Farewell {

    private enum State {
        OPEN,
        BYE_SENT,
        EXCHANGED,
        OUTPUT_SHUT,
        INPUT_ENDED,
        ENDED
    }

    /** What to do next. */
    public enum Action {
        NOTHING,
        SEND_BYE,
        SHUT_OUTPUT,
        CLOSE,
        ABORT
    }

    private State state = State.OPEN;
    private @Nullable SessionClosed outcome;

    /** This side closes the session. */
    public Action onClose(CloseCause cause, String text) {
        if (state != State.OPEN) {
            return Action.NOTHING;
        }
        outcome = new SessionClosed(cause, Initiator.LOCAL, text);
        state = State.BYE_SENT;
        return Action.SEND_BYE;
    }

    /** The peer's BYE has arrived. */
    public Action onBye(Bye bye) throws WireException {
        switch (state) {
            case OPEN -> {
                outcome = new SessionClosed(CloseCause.ofCode(bye.code()), Initiator.PEER, bye.text());
                state = State.EXCHANGED;
                return Action.SEND_BYE;
            }
            case BYE_SENT -> {
                state = State.EXCHANGED;
                return Action.NOTHING;
            }
            default -> throw new WireException(CloseCause.PROTOCOL_ERROR, "a second BYE");
        }
    }

    /** Nothing that arrived waits for the listener or for its acknowledgement any more. */
    public Action onSettled() {
        return switch (state) {
            case EXCHANGED -> {
                state = State.OUTPUT_SHUT;
                yield Action.SHUT_OUTPUT;
            }
            case INPUT_ENDED -> {
                state = State.ENDED;
                yield Action.CLOSE;
            }
            case OPEN, BYE_SENT, OUTPUT_SHUT, ENDED -> Action.NOTHING;
        };
    }

    /** The peer's output has ended. */
    public Action onInputEnd() {
        return switch (state) {
            case OPEN, BYE_SENT -> Action.ABORT;
            case EXCHANGED -> {
                state = State.INPUT_ENDED;
                yield Action.NOTHING;
            }
            case OUTPUT_SHUT -> {
                state = State.ENDED;
                yield Action.CLOSE;
            }
            case INPUT_ENDED, ENDED -> Action.NOTHING;
        };
    }

    /** The session goes on over another connection, on which neither side has said anything yet. */
    public Action onReconnected() {
        return switch (state) {
            case OPEN -> Action.NOTHING;
            case BYE_SENT, EXCHANGED, OUTPUT_SHUT, INPUT_ENDED -> {
                state = State.BYE_SENT;
                yield Action.SEND_BYE;
            }
            case ENDED -> throw new IllegalStateException("the session is over");
        };
    }

    /** The session ends now: somebody broke the protocol or the connection, or the time for a goodbye is over. */
    public void onFailure(CloseCause cause, Initiator by, String text) {
        if (outcome == null) {
            outcome = new SessionClosed(cause, by, text);
        }
        state = State.ENDED;
    }

    /** Whether nobody has begun to end the session. */
    public boolean isOpen() {
        return state == State.OPEN;
    }

    /** Whether the peer may still send sequenced frames. */
    public boolean isPeerSending() {
        return state == State.OPEN || state == State.BYE_SENT;
    }

    /** Whether it is all over. */
    public boolean isEnded() {
        return state == State.ENDED;
    }

    /** How the session ended, or is about to; null while it is open. */
    public @Nullable SessionClosed outcome() {
        return outcome;
    }
}
