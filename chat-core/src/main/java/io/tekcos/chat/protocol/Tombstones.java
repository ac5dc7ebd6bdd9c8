package io.tekcos.chat.protocol;

import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.wire.Bytes32;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a server remembers of sessions that have ended, so that a client that was away can still learn what became of its texts:
 * so many of them, the oldest out first, and each for so long. Any thread.
 */
public final class Tombstones {

    /**
     * What is left of a session.
     *
     * @param secret what proves that it was somebody's
     * @param acknowledged the last position of the client's frames that the listener has had
     * @param exact whether it has had none after that
     */
    public record Tombstone(Bytes32 secret, long acknowledged, boolean exact) {}

    private record Dated(Tombstone tombstone, long endedAt) {}

    private final int most;
    private final long keptFor;
    private final Map<SessionId, Dated> bySession = new LinkedHashMap<>();

    /**
     * None yet.
     *
     * @param most how many are kept
     * @param keptFor how long each is kept, in nanoseconds
     */
    public Tombstones(int most, long keptFor) {
        this.most = most;
        this.keptFor = keptFor;
    }

    public synchronized int count() {
        return bySession.size();
    }

    /** A session has ended; what was known of one of its name is known no more. */
    public synchronized void add(SessionId session, Tombstone tombstone, long now) {
        removeOld(now);
        bySession.remove(session);
        bySession.put(session, new Dated(tombstone, now));
        if (bySession.size() > most) {
            removeFirst();
        }
    }

    public synchronized @Nullable Tombstone find(SessionId session, long now) {
        removeOld(now);
        Dated found = bySession.get(session);
        return found == null ? null : found.tombstone;
    }

    /** In the order in which they were added, so that the old ones stand first. */
    private void removeOld(long now) {
        Iterator<Dated> all = bySession.values().iterator();
        while (all.hasNext() && now - all.next().endedAt >= keptFor) {
            all.remove();
        }
    }

    private void removeFirst() {
        Iterator<Dated> all = bySession.values().iterator();
        all.next();
        all.remove();
    }
}
