package io.tekcos.chat.journal;

import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.wire.Bytes32;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a server's journal says: the sessions that run, and those that have ended, the oldest first. */
final class ServerState implements RecordConsumer {

    private final int maxTombstones;
    private final Duration kept;
    private final Map<SessionId, Running> running = new LinkedHashMap<>();
    private final Map<SessionId, SavedTombstone> tombstones = new LinkedHashMap<>();

    private static final class Running {
        final Bytes32 secret;
        long received;

        Running(Bytes32 secret) {
            this.secret = secret;
        }
    }

    ServerState(int maxTombstones, Duration kept) {
        this.maxTombstones = maxTombstones;
        this.kept = kept;
    }

    @Override
    public boolean take(int type, ByteBuffer body) {
        return switch (type) {
            case ServerRecords.BEGIN -> takeBegin(body);
            case ServerRecords.RECEIVED -> takeReceived(body);
            case ServerRecords.TOMBSTONE -> takeTombstone(body);
            default -> false;
        };
    }

    void begin(SessionId session, Bytes32 secret) {
        tombstones.remove(session);
        running.put(session, new Running(secret));
    }

    void received(SessionId session, long position) {
        running(session).received = position;
    }

    long receivedBy(SessionId session) {
        return running(session).received;
    }

    SavedTombstone tombstoneOf(SessionId session, long acknowledged, boolean exact, Instant ended) {
        return new SavedTombstone(session, running(session).secret, acknowledged, exact, ended);
    }

    void ended(SavedTombstone tombstone) {
        running.remove(tombstone.session());
        tombstones.remove(tombstone.session()); // so that it stands last
        tombstones.put(tombstone.session(), tombstone);
    }

    /** The server was killed while sessions ran, and starts again now. */
    void restart(Instant now) {
        for (Map.Entry<SessionId, Running> left : List.copyOf(running.entrySet())) {
            ended(tombstoneOf(left.getKey(), left.getValue().received, false, now));
        }
    }

    /** Forgets tombstones that are too old, and the oldest of too many. */
    void forgetOld(Instant now) {
        Iterator<SavedTombstone> oldest = tombstones.values().iterator();
        while (oldest.hasNext()) {
            if (oldest.next().ended().isAfter(now.minus(kept)) && tombstones.size() <= maxTombstones) {
                return;
            }
            oldest.remove();
        }
    }

    List<SavedTombstone> tombstones() {
        return List.copyOf(tombstones.values());
    }

    void writeTo(RecordSink sink) throws IOException {
        for (SavedTombstone tombstone : tombstones.values()) {
            sink.add(ServerRecords.TOMBSTONE, ServerRecords.tombstone(tombstone));
        }
        for (Map.Entry<SessionId, Running> entry : running.entrySet()) {
            SessionId session = entry.getKey();
            Running state = entry.getValue();
            sink.add(ServerRecords.BEGIN, ServerRecords.begin(session, state.secret));
            if (state.received > 0) {
                sink.add(ServerRecords.RECEIVED, ServerRecords.received(session, state.received));
            }
        }
    }

    private boolean takeBegin(ByteBuffer body) {
        if (body.remaining() != ServerRecords.BEGIN_BYTES) {
            return false;
        }
        begin(ServerRecords.session(body), ServerRecords.secret(body));
        return true;
    }

    private boolean takeReceived(ByteBuffer body) {
        if (body.remaining() != ServerRecords.RECEIVED_BYTES) {
            return false;
        }
        Running state = running.get(ServerRecords.session(body));
        if (state == null) {
            return false;
        }
        state.received = body.getLong();
        return true;
    }

    private boolean takeTombstone(ByteBuffer body) {
        if (body.remaining() != ServerRecords.TOMBSTONE_BYTES) {
            return false;
        }
        ended(ServerRecords.tombstone(body));
        return true;
    }

    private Running running(SessionId session) {
        @Nullable Running state = running.get(session);
        if (state == null) {
            throw new IllegalStateException("session " + session + " was not begun");
        }
        return state;
    }
}
