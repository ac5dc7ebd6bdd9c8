package io.tekcos.chat.journal;

import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.wire.Bytes32;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a client's journal says, but for the frames themselves. */
final class ClientState {

    private @Nullable SessionId session;
    private Bytes32 secret = Bytes32.of(new byte[Bytes32.LENGTH]);
    private int attempt;
    private long received;
    private long acknowledged;
    private long peerWindow;
    private long unacknowledged; // frames

    /** A session begins, with the frames that are there. */
    void begin(SessionId newSession, Bytes32 newSecret) {
        restore(newSession, newSecret, 0, 0, 0, 0);
    }

    void restore(
            SessionId newSession,
            Bytes32 newSecret,
            int newAttempt,
            long newReceived,
            long newAcknowledged,
            long newPeerWindow) {
        session = newSession;
        secret = newSecret;
        attempt = newAttempt;
        received = newReceived;
        acknowledged = newAcknowledged;
        peerWindow = newPeerWindow;
    }

    /** Nothing is there any more. */
    void end() {
        session = null;
        unacknowledged = 0;
    }

    boolean hasBegun() {
        return session != null;
    }

    void established(long newPeerWindow) {
        peerWindow = newPeerWindow;
    }

    void attempt(int newAttempt) {
        attempt = newAttempt;
    }

    void received(long position) {
        received = position;
    }

    void appended(long frames) {
        unacknowledged += frames;
    }

    /** Whether so many frames were ever appended. */
    boolean hasReached(long position) {
        return position - acknowledged <= unacknowledged;
    }

    void acknowledged(long position) {
        unacknowledged -= position - acknowledged;
        acknowledged = position;
    }

    long received() {
        return received;
    }

    long acknowledged() {
        return acknowledged;
    }

    long unacknowledged() {
        return unacknowledged;
    }

    /** All of it, with the frames that are not acknowledged; null if no session has begun. */
    @Nullable
    SavedSession saved(List<byte[]> frames) {
        return session == null
                ? null
                : new SavedSession(session, secret, attempt, received, acknowledged, peerWindow, frames);
    }

    /** The record that says all of it; null if no session has begun. */
    byte @Nullable [] toRecord() {
        return session == null
                ? null
                : ClientRecords.session(session, secret, attempt, received, acknowledged, peerWindow);
    }
}
