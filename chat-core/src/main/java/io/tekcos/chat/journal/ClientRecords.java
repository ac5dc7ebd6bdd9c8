package io.tekcos.chat.journal;

import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.wire.Bytes32;
import java.nio.ByteBuffer;

/**
 * The records of a client's journal.
 *
 * <pre>
 *  SESSION        session:16 secret:32 attempt:u32 received:u64 acknowledged:u64 peerWindow:u64
 *  ESTABLISHED    peerWindow:u64
 *  ATTEMPT        attempt:u32
 *  APPENDED       frame, from its length on
 *  RECEIVED       position:u64
 *  ACKNOWLEDGED   position:u64
 * </pre>
 *
 * SESSION begins one and says all of it but its frames: the frames before it that are not acknowledged stay, and their first
 * has the position after {@code acknowledged}.
 */
final class ClientRecords {

    static final int KIND = 1;

    static final int SESSION = 1;
    static final int ESTABLISHED = 2;
    static final int ATTEMPT = 3;
    static final int APPENDED = 4;
    static final int RECEIVED = 5;
    static final int ACKNOWLEDGED = 6;

    static final int SESSION_BYTES = 2 * Long.BYTES + Bytes32.LENGTH + Integer.BYTES + 3 * Long.BYTES;

    private ClientRecords() {}

    static byte[] session(
            SessionId session, Bytes32 secret, int attempt, long received, long acknowledged, long peerWindow) {
        return ByteBuffer.allocate(SESSION_BYTES)
                .putLong(session.high())
                .putLong(session.low())
                .put(secret.toByteArray())
                .putInt(attempt)
                .putLong(received)
                .putLong(acknowledged)
                .putLong(peerWindow)
                .array();
    }

    static byte[] number(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }

    static byte[] attempt(int attempt) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(attempt).array();
    }
}
