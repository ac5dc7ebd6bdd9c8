package io.tekcos.chat.protocol;

import io.tekcos.chat.model.ChatException;
import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.PeerRefusedException;
import io.tekcos.chat.model.RefusalCode;
import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.model.WrongProtocolException;
import io.tekcos.chat.wire.Ack;
import io.tekcos.chat.wire.Bytes32;
import io.tekcos.chat.wire.Frame;
import io.tekcos.chat.wire.Join;
import io.tekcos.chat.wire.PeerLimits;
import io.tekcos.chat.wire.ProtocolVersion;
import io.tekcos.chat.wire.Refused;
import io.tekcos.chat.wire.Welcome;
import io.tekcos.chat.wire.WireException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The client's side of the handshake.
 *
 * <pre>
 *              ACK / send JOIN               WELCOME / established
 * AWAITING_ACK ---------------> AWAITING_WELCOME ----------------> OVER
 *      |                               |                            ^
 *      +--- REFUSED, no common version +--- REFUSED ----------------+
 * </pre>
 *
 * Any other frame breaks the protocol; after the end any frame at all is a mistake of the caller.
 */
public final class ClientHandshake {

    private enum State {
        AWAITING_ACK,
        AWAITING_WELCOME,
        OVER
    }

    /** What to do next. */
    public sealed interface Step {

        /** Send this. */
        record Reply(Join join) implements Step {}

        /** The session stands. */
        record Established(Terms terms) implements Step {}

        /** There will be no session. */
        record Failed(ChatException why) implements Step {}
    }

    private final SessionId session;
    private final Bytes32 secret;
    private final String name;
    private final PeerLimits limits;
    private State state = State.AWAITING_ACK;
    private @Nullable Ack ack;

    public ClientHandshake(SessionId session, Bytes32 secret, String name, PeerLimits limits) {
        this.session = session;
        this.secret = secret;
        this.name = name;
        this.limits = limits;
    }

    /** Whether the server has greeted, and so speaks this protocol. */
    public boolean isGreeted() {
        return ack != null;
    }

    /** Takes the next frame from the server. */
    public Step onFrame(Frame frame) throws WireException {
        if (state == State.OVER) {
            throw new IllegalStateException("the handshake is over");
        }
        if (frame instanceof Refused refused) {
            state = State.OVER;
            return new Step.Failed(refusal(refused));
        }
        if (state == State.AWAITING_ACK && frame instanceof Ack greeting) {
            return onAck(greeting);
        }
        if (ack != null && frame instanceof Welcome welcome) {
            state = State.OVER;
            return new Step.Established(terms(ack, welcome));
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
        state = State.AWAITING_WELCOME;
        return new Step.Reply(new Join(version, session, secret, name, limits));
    }

    private Terms terms(Ack greeting, Welcome welcome) {
        return new Terms(session, secret, welcome.id(), greeting.udpPort(), welcome.name(), greeting.limits());
    }

    private static PeerRefusedException refusal(Refused refused) {
        return new PeerRefusedException(
                RefusalCode.ofCode(refused.code()), Duration.ofMillis(refused.retryAfterMillis()), refused.text());
    }

    private static WrongProtocolException noCommonVersion(Ack greeting) {
        return new WrongProtocolException(String.format(
                "The server speaks versions %d to %d of the protocol, this program %d to %d: update the older of the two",
                greeting.oldest(), greeting.newest(), ProtocolVersion.OLDEST, ProtocolVersion.NEWEST));
    }
}
