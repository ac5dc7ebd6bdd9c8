package io.tekcos.chat.protocol;

import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.wire.Ack;
import io.tekcos.chat.wire.Bytes32;
import io.tekcos.chat.wire.Frame;
import io.tekcos.chat.wire.Join;
import io.tekcos.chat.wire.PeerLimits;
import io.tekcos.chat.wire.ProtocolVersion;
import io.tekcos.chat.wire.Welcome;
import io.tekcos.chat.wire.WireException;

/**
 * The server's side of the handshake.
 *
 * <pre>
 *               JOIN                 admitted / send WELCOME
 * AWAITING_JOIN -----> AWAITING_ADMISSION ----------------> OVER
 * </pre>
 *
 * Any other frame breaks the protocol. Whether a client that joins is admitted is for the server to say, which knows the
 * other sessions; a call in the wrong state is its mistake.
 */
public final class ServerHandshake {

    private enum State {
        AWAITING_JOIN,
        AWAITING_ADMISSION,
        OVER
    }

    private final Ack ack;
    private State state = State.AWAITING_JOIN;

    /**
     * Begins a handshake.
     *
     * @param nonce random
     * @param udpPort 0 if there is no UDP path
     * @param limits what this side accepts
     */
    public ServerHandshake(Bytes32 nonce, int udpPort, PeerLimits limits) {
        ack = new Ack(ProtocolVersion.OLDEST, ProtocolVersion.NEWEST, nonce, udpPort, limits);
    }

    /** The greeting, to be sent as soon as the connection is there. */
    public Ack greeting() {
        return ack;
    }

    /** Takes a frame from the client, which must be its JOIN. */
    public Join onFrame(Frame frame) throws WireException {
        if (state == State.AWAITING_JOIN && frame instanceof Join join) {
            state = State.AWAITING_ADMISSION;
            return join;
        }
        if (state == State.OVER) {
            throw new IllegalStateException("the handshake is over");
        }
        throw new WireException(
                CloseCause.PROTOCOL_ERROR, "a " + frame.getClass().getSimpleName() + " frame while " + state);
    }

    /** The server admits the client. */
    public Welcome admit(long datagramId, String serverName) {
        if (state != State.AWAITING_ADMISSION) {
            throw new IllegalStateException("nobody to admit while " + state);
        }
        state = State.OVER;
        return new Welcome(datagramId, serverName);
    }

    /** What was settled with the client that joined. */
    public Terms terms(Join join, long datagramId) {
        return new Terms(join.session(), join.secret(), datagramId, ack.udpPort(), join.name(), join.limits());
    }
}
