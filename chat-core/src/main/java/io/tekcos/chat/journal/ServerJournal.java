package io.tekcos.chat.journal;

import io.tekcos.chat.model.Durability;
import io.tekcos.chat.model.JournalException;
import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.wire.Bytes32;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The journal of a server: how far every session got, so that the server can tell after a restart, when it has nothing else
 * of them. Sessions that have ended are kept for 24 hours, 10,000 at most. Each method is called before that which it records
 * counts, and has recorded it when it returns; a {@link JournalException} says that it has not. Any thread.
 */
public final class ServerJournal implements AutoCloseable {

    static final int MAX_TOMBSTONES = 10_000;
    static final Duration KEPT = Duration.ofHours(24);

    private static final long REWRITE_ABOVE = 4 * 1024 * 1024;

    private final RecordLog log;
    private final ServerState state;

    /**
     * A journal, and what it held.
     *
     * @param tombstones the sessions that have ended, the oldest first
     * @param tornBytes what a crash left of a record that did not count yet, and is gone now
     */
    public record Opened(ServerJournal journal, List<SavedTombstone> tombstones, long tornBytes) {}

    private ServerJournal(RecordLog log, ServerState state) {
        this.log = log;
        this.state = state;
    }

    /**
     * Opens the journal of a server, or makes it. Sessions that ran when the server was killed have ended now.
     *
     * @param file its directory is made if it is missing
     * @param now the time of day
     * @throws JournalException if it cannot be used; unless the disk failed, the file is then as it was
     */
    public static Opened open(Disk disk, Path file, Durability durability, Instant now) {
        return open(disk, file, durability, now, new ServerState(MAX_TOMBSTONES, KEPT), REWRITE_ABOVE);
    }

    static Opened open(Disk disk, Path file, Durability durability, Instant now, ServerState state, long rewriteAbove) {
        RecordLog log = RecordLog.open(disk, file, ServerRecords.KIND, durability, rewriteAbove, state);
        try {
            state.restart(now);
            state.forgetOld(now);
            log.replace(state::writeTo); // so that another restart does not make them younger
        } catch (JournalException failed) {
            log.close();
            throw failed;
        }
        return new Opened(new ServerJournal(log, state), state.tombstones(), log.tornBytes());
    }

    /** A session begins; called before its WELCOME. */
    public synchronized void begin(SessionId session, Bytes32 secret) {
        append(ServerRecords.BEGIN, ServerRecords.begin(session, secret));
        state.begin(session, secret);
        log.rewriteIfLarge(state::writeTo);
    }

    /**
     * The listener has had everything up to this position; called before that is acknowledged. One that is not above the
     * last changes nothing.
     *
     * @throws IllegalStateException if the session was not begun, or has ended
     */
    public synchronized void received(SessionId session, long position) {
        if (position > state.receivedBy(session)) {
            append(ServerRecords.RECEIVED, ServerRecords.received(session, position));
            state.received(session, position);
            log.rewriteIfLarge(state::writeTo);
        }
    }

    /**
     * A session has ended.
     *
     * @param acknowledged how far its listener has had what the client sent
     * @param now the time of day
     * @throws IllegalStateException if the session was not begun, or has ended
     */
    public synchronized void ended(SessionId session, long acknowledged, Instant now) {
        SavedTombstone tombstone = state.tombstoneOf(session, acknowledged, true, now);
        append(ServerRecords.TOMBSTONE, ServerRecords.tombstone(tombstone));
        state.ended(tombstone);
        state.forgetOld(now);
        log.rewriteIfLarge(state::writeTo);
    }

    /** Gives the file back; it stays as it is. */
    @Override
    public synchronized void close() {
        log.close();
    }

    private void append(int type, byte[] body) {
        log.append(type, body, 0, body.length);
    }
}
