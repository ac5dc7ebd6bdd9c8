package io.tekcos.chat.protocol;

import io.tekcos.chat.model.ChatException;
import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.PeerRefusedException;
import io.tekcos.chat.model.RefusalCode;
import io.tekcos.chat.model.TransferId;
import io.tekcos.chat.model.WrongProtocolException;
import io.tekcos.chat.wire.Ack;
import io.tekcos.chat.wire.Attach;
import io.tekcos.chat.wire.Attached;
import io.tekcos.chat.wire.Bytes32;
import io.tekcos.chat.wire.Epitaph;
import io.tekcos.chat.wire.Frame;
import io.tekcos.chat.wire.Join;
import io.tekcos.chat.wire.PeerLimits;
import io.tekcos.chat.wire.ProtocolVersion;
import io.tekcos.chat.wire.Refused;
import io.tekcos.chat.wire.Resume;
import io.tekcos.chat.wire.Resumed;
import io.tekcos.chat.wire.Welcome;
import io.tekcos.chat.wire.WireException;
import java.time.Duration;
import java.util.Objects;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The client's side of the handshake: it begins a session, goes on with one, or attaches the connection to a transfer of one.
 *
 * <pre>
 *              ACK / send JOIN                 WELCOME / established
 * AWAITING_ACK -----------------> AWAITING_WELCOME ----------------&gt; OVER
 *      |                             ^                                ^
 *      |                             | REFUSED unknown,               |
 *      |                             | if it was never welcomed /     |
 *      |                             | send JOIN                      |
 *      |       ACK / send RESUME     |                 RESUMED        |
 *      +-----------------------> AWAITING_RESUMED --------------------+
 *      |                             | proven REFUSED ended           |
 *      |       ACK / send ATTACH     |                 ATTACHED       |
 *      +-----------------------> AWAITING_ATTACHED -------------------+
 *      +--- REFUSED, no common       +--- REFUSED --------------------+
 *           version, at any time
 * </pre>
 *
 * A RESUMED or ATTACHED that is not proven ends it too: somebody else lives at the server's address. Any other frame breaks the protocol;
 * after the end any frame at all is a mistake of the caller.
 */
public final class ClientHandshake {

    private enum State {
        AWAITING_ACK,
        AWAITING_WELCOME,
        AWAITING_RESUMED,
        AWAITING_ATTACHED,
        OVER
    }

    /** What to do next. */
    public sealed interface Step {

        /** Send this. */
        record Reply(Frame frame) implements Step {}

        /** The session stands. */
        record Established(Terms terms) implements Step {}

        /**
         * The session goes on.
         *
         * @param received the last position that has arrived at the server
         * @param sent the last position that the server has sent before, be it as a copy
         */
        record GoesOn(Terms terms, long received, long sent) implements Step {}

        /** The connection is the transfer's. */
        record Attached() implements Step {}

        /** The session has ended at the server, which says how far it had heard. */
        record Ended(Epitaph epitaph) implements Step {}

        /** There will be no session by this connection. */
        record Failed(ChatException why) implements Step {}
    }

    private final Ticket ticket;
    private final @Nullable IntFunction<Join> join;
    private final @Nullable Resume unproven;
    private final @Nullable Attach unprovenAttach;
    private State state = State.AWAITING_ACK;
    private @Nullable Ack ack;

    private ClientHandshake(
            Ticket ticket,
            @Nullable IntFunction<Join> join,
            @Nullable Resume unproven,
            @Nullable Attach unprovenAttach) {
        this.ticket = ticket;
        this.join = join;
        this.unproven = unproven;
        this.unprovenAttach = unprovenAttach;
    }

    /** Begins a session. */
    public static ClientHandshake join(Ticket ticket, String name, PeerLimits limits) {
        return new ClientHandshake(ticket, joinOf(ticket, name, limits), null, null);
    }

    /** Begins a session that the server may have let in already: its answer was not heard. */
    public static ClientHandshake joinAgain(Ticket ticket, String name, PeerLimits limits, Bytes32 nonce) {
        return new ClientHandshake(ticket, joinOf(ticket, name, limits), ticket.nextAttempt(nonce, 0), null);
    }

    /**
     * Goes on with a session.
     *
     * @param nonce random
     * @param received the last position of the server's frames that has arrived
     */
    public static ClientHandshake resume(Ticket ticket, Bytes32 nonce, long received) {
        return new ClientHandshake(ticket, null, ticket.nextAttempt(nonce, received), null);
    }

    /**
     * Attaches the connection to a transfer of a session that stands.
     *
     * @param nonce random
     */
    public static ClientHandshake attach(Ticket ticket, TransferId transfer, Bytes32 nonce) {
        Attach attach = new Attach(ProtocolVersion.NEWEST, ticket.session(), transfer, nonce);
        return new ClientHandshake(ticket, null, null, attach);
    }

    private static IntFunction<Join> joinOf(Ticket ticket, String name, PeerLimits limits) {
        return version -> new Join(version, ticket.session(), ticket.secret(), name, limits);
    }

    /** Whether the server has greeted, and so speaks this protocol. */
    public boolean isGreeted() {
        return ack != null;
    }

    /** Whether the server may have let the session in although nothing was heard of it. */
    public boolean hasAsked() {
        return state == State.AWAITING_WELCOME || state == State.AWAITING_RESUMED;
    }

    /** Takes the next frame from the server. */
    public Step onFrame(Frame frame) throws WireException {
        if (state == State.OVER) {
            throw new IllegalStateException("the handshake is over");
        }
        if (frame instanceof Refused refused) {
            return onRefused(refused);
        }
        if (state == State.AWAITING_ACK && frame instanceof Ack greeting) {
            return onAck(greeting);
        }
        if (state == State.AWAITING_WELCOME && ack != null && frame instanceof Welcome welcome) {
            state = State.OVER;
            return new Step.Established(terms(ack, welcome.id(), welcome.name()));
        }
        if (state == State.AWAITING_RESUMED && ack != null && unproven != null && frame instanceof Resumed resumed) {
            state = State.OVER;
            return onResumed(ack, unproven, resumed);
        }
        if (state == State.AWAITING_ATTACHED
                && ack != null
                && unprovenAttach != null
                && frame instanceof Attached attached) {
            state = State.OVER;
            return onAttached(ack, unprovenAttach, attached);
        }
        throw new WireException(
                CloseCause.PROTOCOL_ERROR, "a " + frame.getClass().getSimpleName() + " frame while " + state);
    }

    private Step onAck(Ack greeting) {
        int version = Math.min(greeting.newest(), ProtocolVersion.NEWEST);
        if (version < Math.max(greeting.oldest(), ProtocolVersion.OLDEST)) {
            state = State.OVER;
            return new Step.Failed(noCommonVersion(greeting));
        }
        ack = greeting;
        if (unprovenAttach != null) {
            state = State.AWAITING_ATTACHED;
            return new Step.Reply(Proofs.prove(unprovenAttach, ticket.secret(), greeting.nonce()));
        }
        if (unproven != null) {
            state = State.AWAITING_RESUMED;
            return new Step.Reply(Proofs.prove(unproven, ticket.secret(), greeting.nonce()));
        }
        return sendJoin(Objects.requireNonNull(join), version);
    }

    private Step sendJoin(IntFunction<Join> asked, int version) {
        state = State.AWAITING_WELCOME;
        return new Step.Reply(asked.apply(version));
    }

    private Step onResumed(Ack greeting, Resume question, Resumed resumed) {
        Resumed right = Proofs.prove(resumed, ticket.secret(), greeting.nonce(), question.nonce());
        return resumed.equals(right)
                ? new Step.GoesOn(terms(greeting, resumed.id(), resumed.name()), resumed.received(), resumed.sent())
                : new Step.Failed(anotherServer());
    }

    private Step onAttached(Ack greeting, Attach question, Attached attached) {
        Attached right = Proofs.prove(attached, ticket.secret(), greeting.nonce(), question.nonce());
        return attached.equals(right) ? new Step.Attached() : new Step.Failed(anotherServer());
    }

    private Step onRefused(Refused refused) {
        boolean isUnknown = state == State.AWAITING_RESUMED && refused.code() == RefusalCode.UNKNOWN.code();
        if (isUnknown && join != null) {
            return sendJoin(join, ProtocolVersion.NEWEST);
        }
        Epitaph epitaph = state == State.AWAITING_RESUMED ? refused.epitaph() : null;
        state = State.OVER;
        return epitaph != null && isProven(epitaph) ? new Step.Ended(epitaph) : new Step.Failed(refusal(refused));
    }

    private boolean isProven(Epitaph epitaph) {
        return ack != null
                && unproven != null
                && epitaph.equals(Proofs.prove(epitaph, ticket.secret(), ack.nonce(), unproven.nonce()));
    }

    private Terms terms(Ack greeting, long id, String peerName) {
        return new Terms(ticket.session(), ticket.secret(), id, greeting.udpPort(), peerName, greeting.limits());
    }

    private static PeerRefusedException refusal(Refused refused) {
        return new PeerRefusedException(
                RefusalCode.ofCode(refused.code()), Duration.ofMillis(refused.retryAfterMillis()), refused.text());
    }

    private static WrongProtocolException anotherServer() {
        return new WrongProtocolException(
                "What answered is not the server of this session: another has taken its address");
    }

    private static WrongProtocolException noCommonVersion(Ack greeting) {
        return new WrongProtocolException(String.format(
                "The server speaks versions %d to %d of the protocol, this program %d to %d: update the older of the two",
                greeting.oldest(), greeting.newest(), ProtocolVersion.OLDEST, ProtocolVersion.NEWEST));
    }
}
