package io.tekcos.chat.journal;

import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.wire.Bytes32;
import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * The records of a server's journal.
 *
 * <pre>
 *  BEGIN       session:16 secret:32
 *  RECEIVED    session:16 position:u64
 *  TOMBSTONE   session:16 secret:32 acknowledged:u64 exact:u8 ended:u64, in milliseconds since 1970
 * </pre>
 */
final class ServerRecords {

    static final int KIND = 2;

    static final int BEGIN = 1;
    static final int RECEIVED = 2;
    static final int TOMBSTONE = 3;

    static final int SESSION_BYTES = 2 * Long.BYTES;
    static final int BEGIN_BYTES = SESSION_BYTES + Bytes32.LENGTH;
    static final int RECEIVED_BYTES = SESSION_BYTES + Long.BYTES;
    static final int TOMBSTONE_BYTES = BEGIN_BYTES + Long.BYTES + 1 + Long.BYTES;

    private ServerRecords() {}

    static byte[] begin(SessionId session, Bytes32 secret) {
        return of(BEGIN_BYTES, session).put(secret.toByteArray()).array();
    }

    static byte[] received(SessionId session, long position) {
        return of(RECEIVED_BYTES, session).putLong(position).array();
    }

    static byte[] tombstone(SavedTombstone tombstone) {
        return of(TOMBSTONE_BYTES, tombstone.session())
                .put(tombstone.secret().toByteArray())
                .putLong(tombstone.acknowledged())
                .put((byte) (tombstone.exact() ? 1 : 0))
                .putLong(tombstone.ended().toEpochMilli())
                .array();
    }

    static SessionId session(ByteBuffer body) {
        return new SessionId(body.getLong(), body.getLong());
    }

    static Bytes32 secret(ByteBuffer body) {
        byte[] secret = new byte[Bytes32.LENGTH];
        body.get(secret);
        return Bytes32.of(secret);
    }

    /** A tombstone of the right length. */
    static SavedTombstone tombstone(ByteBuffer body) {
        return new SavedTombstone(
                session(body), secret(body), body.getLong(), body.get() != 0, Instant.ofEpochMilli(body.getLong()));
    }

    private static ByteBuffer of(int bytes, SessionId session) {
        return ByteBuffer.allocate(bytes).putLong(session.high()).putLong(session.low());
    }
}
