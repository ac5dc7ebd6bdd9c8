package io.tekcos.chat.protocol;

import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.RefusalCode;
import io.tekcos.chat.protocol.Tombstones.Tombstone;
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

/**
 * The server's side of the handshake.
 *
 * <pre>
 *               JOIN                 admitted / send WELCOME
 * AWAITING_JOIN -----&gt; AWAITING_ADMISSION ----------------&gt; OVER
 *  |         ^                                                ^
 *  | RESUME  | unknown / send REFUSED                         | goes on / send RESUMED
 *  v         |                                                |
 * AWAITING_DECISION ------------------------------------------+
 *                                                             |
 *               ATTACH                     attached / send ATTACHED
 * AWAITING_JOIN -----&gt; AWAITING_ATTACHMENT -------------------+
 * </pre>
 *
 * Of a connection one RESUME is taken. Any other frame breaks the protocol. Whether a client that joins is admitted, and what
 * became of a session that is to be resumed, is for the server to say, which knows its sessions; a call in the wrong state is its
 * mistake.
 */
public final class ServerHandshake {

    private enum State {
        AWAITING_JOIN,
        AWAITING_ADMISSION,
        AWAITING_DECISION,
        AWAITING_ATTACHMENT,
        OVER
    }

    private final Ack ack;
    private State state = State.AWAITING_JOIN;
    private boolean hasResumed;
    private long attempt;

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

    /** Takes a frame from the client, which must be its JOIN, its RESUME or its ATTACH; returns it. */
    public Frame onFrame(Frame frame) throws WireException {
        if (state == State.OVER) {
            throw new IllegalStateException("the handshake is over");
        }
        if (state == State.AWAITING_JOIN && frame instanceof Join) {
            state = State.AWAITING_ADMISSION;
            return frame;
        }
        if (state == State.AWAITING_JOIN && frame instanceof Resume resume && !hasResumed) {
            hasResumed = true;
            attempt = resume.attempt();
            state = State.AWAITING_DECISION;
            return frame;
        }
        if (state == State.AWAITING_JOIN && frame instanceof Attach && !hasResumed) {
            state = State.AWAITING_ATTACHMENT;
            return frame;
        }
        throw new WireException(
                CloseCause.PROTOCOL_ERROR, "a " + frame.getClass().getSimpleName() + " frame while " + state);
    }

    /** The client's attempt to resume, before which there were only earlier ones; 0 if it made none. */
    public long attempt() {
        return attempt;
    }

    /** The server admits the client. */
    public Welcome admit(long datagramId, String serverName) {
        require(State.AWAITING_ADMISSION);
        state = State.OVER;
        return new Welcome(datagramId, serverName);
    }

    /** Whether whoever sent a RESUME knows the session's secret, and sent it by this connection. */
    public boolean isProven(Resume resume, Bytes32 secret) {
        return resume.equals(Proofs.prove(resume, secret, ack.nonce()));
    }

    /** The server knows no such session; the client may join instead. */
    public Refused unknown() {
        require(State.AWAITING_DECISION);
        state = State.AWAITING_JOIN;
        return new Refused(RefusalCode.UNKNOWN.code(), 0, "no such session");
    }

    /** The session has ended. */
    public Refused ended(Resume resume, Tombstone tombstone) {
        require(State.AWAITING_DECISION);
        state = State.OVER;
        Epitaph epitaph = new Epitaph(tombstone.acknowledged(), tombstone.exact());
        return new Refused(
                RefusalCode.ENDED.code(),
                0,
                "the session has ended",
                Proofs.prove(epitaph, tombstone.secret(), ack.nonce(), resume.nonce()));
    }

    /**
     * The session goes on by this connection.
     *
     * @param received the last position of the client's frames that has arrived
     * @param sent the last position that was sent before, be it as a copy
     */
    public Resumed resume(Resume resume, Bytes32 secret, long datagramId, long received, long sent, String serverName) {
        require(State.AWAITING_DECISION);
        state = State.OVER;
        return Proofs.prove(new Resumed(datagramId, received, sent, serverName), secret, ack.nonce(), resume.nonce());
    }

    /** Whether whoever sent an ATTACH knows the session's secret, and sent it by this connection. */
    public boolean isProven(Attach attach, Bytes32 secret) {
        return attach.equals(Proofs.prove(attach, secret, ack.nonce()));
    }

    /** The connection is the transfer's. */
    public Attached attach(Attach attach, Bytes32 secret) {
        require(State.AWAITING_ATTACHMENT);
        state = State.OVER;
        return Proofs.prove(new Attached(), secret, ack.nonce(), attach.nonce());
    }

    /** What was settled with the client that joined. */
    public Terms terms(Join join, long datagramId) {
        return new Terms(join.session(), join.secret(), datagramId, ack.udpPort(), join.name(), join.limits());
    }

    private void require(State needed) {
        if (state != needed) {
            throw new IllegalStateException("nothing to decide while " + state);
        }
    }
}
