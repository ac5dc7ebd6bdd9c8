package io.tekcos.chat.journal;

import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.wire.Bytes32;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a client's journal from its beginning. */
final class ClientReader implements RecordConsumer {

    private final ClientState state = new ClientState();
    private final ArrayDeque<byte[]> unacknowledged = new ArrayDeque<>();
    private long frames;

    @Override
    public boolean take(int type, ByteBuffer body) {
        if (type == ClientRecords.SESSION) {
            return takeSession(body);
        }
        return state.hasBegun()
                && switch (type) {
                    case ClientRecords.ESTABLISHED -> takeEstablished(body);
                    case ClientRecords.ATTEMPT -> takeAttempt(body);
                    case ClientRecords.APPENDED -> takeAppended(body);
                    case ClientRecords.RECEIVED -> takeReceived(body);
                    case ClientRecords.ACKNOWLEDGED -> takeAcknowledged(body);
                    default -> false;
                };
    }

    ClientState state() {
        return state;
    }

    /** How many frames the journal holds, acknowledged or not. */
    long frames() {
        return frames;
    }

    /** Everything that still counts; null if no session has begun. */
    @Nullable
    SavedSession saved() {
        return state.saved(List.copyOf(unacknowledged));
    }

    private boolean takeSession(ByteBuffer body) {
        if (body.remaining() != ClientRecords.SESSION_BYTES) {
            return false;
        }
        SessionId session = new SessionId(body.getLong(), body.getLong());
        byte[] secret = new byte[Bytes32.LENGTH];
        body.get(secret);
        int attempt = body.getInt();
        long received = body.getLong();
        long acknowledged = body.getLong();
        state.restore(session, Bytes32.of(secret), attempt, received, acknowledged, body.getLong());
        return received >= 0 && acknowledged >= 0;
    }

    private boolean takeEstablished(ByteBuffer body) {
        if (body.remaining() != Long.BYTES) {
            return false;
        }
        state.established(body.getLong());
        return true;
    }

    private boolean takeAttempt(ByteBuffer body) {
        if (body.remaining() != Integer.BYTES) {
            return false;
        }
        state.attempt(body.getInt());
        return true;
    }

    private boolean takeAppended(ByteBuffer body) {
        byte[] frame = new byte[body.remaining()];
        body.get(frame);
        unacknowledged.add(frame);
        state.appended(1);
        frames++;
        return frame.length > 0;
    }

    private boolean takeReceived(ByteBuffer body) {
        if (body.remaining() != Long.BYTES || body.getLong(0) <= state.received()) {
            return false;
        }
        state.received(body.getLong());
        return true;
    }

    private boolean takeAcknowledged(ByteBuffer body) {
        if (body.remaining() != Long.BYTES) {
            return false;
        }
        long position = body.getLong();
        if (position <= state.acknowledged() || !state.hasReached(position)) {
            return false;
        }
        for (long at = state.acknowledged(); at < position; at++) {
            unacknowledged.remove();
        }
        state.acknowledged(position);
        return true;
    }
}
