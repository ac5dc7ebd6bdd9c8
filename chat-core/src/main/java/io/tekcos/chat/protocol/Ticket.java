package io.tekcos.chat.protocol;

import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.wire.Bytes32;
import io.tekcos.chat.wire.ProtocolVersion;
import io.tekcos.chat.wire.Resume;

/** What a client needs to come back to its session: its name, its secret, and how often it has tried. */
public final class Ticket {

    private final SessionId session;
    private final Bytes32 secret;
    private long attempt;

    /**
     * Of a session.
     *
     * @param attempt the last that was made
     */
    public Ticket(SessionId session, Bytes32 secret, long attempt) {
        this.session = session;
        this.secret = secret;
        this.attempt = attempt;
    }

    public SessionId session() {
        return session;
    }

    public Bytes32 secret() {
        return secret;
    }

    /** The last attempt that was made; 0 if none was. */
    public long attempt() {
        return attempt;
    }

    /** The next attempt, still unproven. */
    public Resume nextAttempt(Bytes32 nonce, long received) {
        return new Resume(ProtocolVersion.NEWEST, session, ++attempt, nonce, received);
    }
}
