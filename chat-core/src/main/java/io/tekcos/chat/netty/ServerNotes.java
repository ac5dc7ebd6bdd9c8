package io.tekcos.chat.netty;

import io.tekcos.chat.journal.FileDisk;
import io.tekcos.chat.journal.SavedTombstone;
import io.tekcos.chat.journal.ServerJournal;
import io.tekcos.chat.model.Durability;
import io.tekcos.chat.model.JournalException;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.protocol.SessionJournal;
import io.tekcos.chat.protocol.Tombstones;
import io.tekcos.chat.protocol.Tombstones.Tombstone;
import io.tekcos.chat.wire.Bytes32;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a server knows of sessions beyond their end: how far each had come; with an outbox, beyond its own end too. Any thread.
 */
final class ServerNotes {

    private static final Logger LOG = LoggerFactory.getLogger(ServerNotes.class);

    private final Tombstones tombstones;
    private volatile @Nullable ServerJournal journal;

    ServerNotes(Limits limits) {
        tombstones = new Tombstones(limits.tombstones(), Limits.TOMBSTONE_LIFE.toNanos());
    }

    /** Keeps the notes in a file, and knows from now on what stands there. */
    void open(Path file, Durability durability) {
        Instant today = Instant.now();
        ServerJournal.Opened opened = ServerJournal.open(new FileDisk(), file, durability, today);
        long now = System.nanoTime();
        for (SavedTombstone ended : opened.tombstones()) {
            long ago = Duration.between(ended.ended(), today).toNanos();
            tombstones.add(
                    ended.session(),
                    new Tombstone(ended.secret(), ended.acknowledged(), ended.exact()),
                    now - Math.max(0, ago));
        }
        journal = opened.journal();
    }

    /** Gives the file back, if there is one. */
    void close() {
        ServerJournal kept = journal;
        if (kept != null) {
            kept.close();
        }
    }

    int tombstones() {
        return tombstones.count();
    }

    /** What is known of a session that has ended. */
    @Nullable
    Tombstone find(SessionId session) {
        return tombstones.find(session, System.nanoTime());
    }

    /** What a session is to tell of how far it has come. */
    SessionJournal of(SessionId session) {
        ServerJournal kept = journal;
        return kept == null ? SessionJournal.NONE : new SessionNotes(kept, session);
    }

    /**
     * A session begins. Only when its name is its own, so that nobody else's JOIN overwrites what is noted down of it.
     *
     * @throws JournalException if it cannot be noted down, and so must not begin
     */
    void begin(SessionId session, Bytes32 secret) {
        ServerJournal kept = journal;
        if (kept != null) {
            kept.begin(session, secret);
        }
    }

    /** All is known of an ended session that ever will be. */
    void bury(SessionId session, Tombstone tombstone) {
        tombstones.add(session, tombstone, System.nanoTime());
        ServerJournal kept = journal;
        try {
            if (kept != null) {
                kept.ended(session, tombstone.acknowledged(), Instant.now());
            }
        } catch (JournalException broken) { // after a restart the server will say that it may have had more
            LOG.error("The end of a session cannot be kept", broken);
        }
    }
}
