package io.tekcos.chat.netty;

import io.tekcos.chat.model.SessionId;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of one server, by name and by datagram id, within their bounds: how many run, and how many of these are without a
 * connection. Any thread.
 */
final class SessionRegistry {

    /** A session, and what holds it if it can be resumed. */
    private record Entry(NettySession session, @Nullable ServerLifeline lifeline) {}

    private final int max;
    private final int maxDetached;
    private final ConcurrentHashMap<SessionId, Entry> bySession = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Long, AcceptedSession> byDatagramId = new ConcurrentHashMap<>();
    private final Set<FramedSession> detached =
            new LinkedHashSet<>(); // guarded by itself; who waits longest stands first
    private final AtomicInteger open = new AtomicInteger();
    private final LongAdder opened = new LongAdder();
    private final LongAdder resumes = new LongAdder();

    SessionRegistry(int max, int maxDetached) {
        this.max = max;
        this.maxDetached = maxDetached;
    }

    int open() {
        return open.get();
    }

    int detached() {
        synchronized (detached) {
            return detached.size();
        }
    }

    long opened() {
        return opened.sum();
    }

    long resumes() {
        return resumes.sum();
    }

    Set<NettySession> all() {
        return bySession.values().stream()
                .map(Entry::session)
                .filter(session -> !session.hasEnded())
                .collect(Collectors.toUnmodifiableSet());
    }

    @Nullable
    AcceptedSession byDatagramId(long id) {
        return byDatagramId.get(id);
    }

    /** What holds the session of a name, running or just ended; null if there is none, or none that can be resumed. */
    @Nullable
    ServerLifeline find(SessionId id) {
        Entry entry = bySession.get(id);
        return entry == null ? null : entry.lifeline;
    }

    /** Takes a place for one more session, or returns false if there is none. */
    boolean tryReserve() {
        if (open.incrementAndGet() > max) {
            open.decrementAndGet();
            return false;
        }
        return true;
    }

    /** Makes what is to have the place just taken; the place is free again if it cannot be made. */
    <S> S makeReserved(Supplier<S> making) {
        try {
            return making.get();
        } catch (Throwable e) { // whatever it is, nobody else would ever free the place
            cancelReservation();
            throw e;
        }
    }

    /** Gives back a place in which no session was put. */
    void cancelReservation() {
        open.decrementAndGet();
    }

    /**
     * Puts a session in the place reserved for it, or returns false if there is one of the same name.
     *
     * @param lifeline null for a session that cannot be resumed
     */
    boolean add(NettySession session, @Nullable ServerLifeline lifeline) {
        if (bySession.putIfAbsent(session.id(), new Entry(session, lifeline)) != null) {
            return false;
        }
        opened.increment();
        return true;
    }

    /** A session's datagrams have this id from now on. */
    void addDatagrams(AcceptedSession session) {
        byDatagramId.put(session.datagramId(), session);
    }

    void removeDatagrams(AcceptedSession session) {
        byDatagramId.remove(session.datagramId());
    }

    /** A session has no connection now. Returns the one that has waited longest, if they are too many. */
    @Nullable
    FramedSession onDetached(FramedSession session) {
        synchronized (detached) {
            detached.add(session);
            if (detached.size() <= maxDetached) {
                return null;
            }
            Iterator<FramedSession> all = detached.iterator();
            FramedSession first = all.next();
            all.remove();
            return first;
        }
    }

    /** A session has a connection again. */
    void onResumed(FramedSession session) {
        resumes.increment();
        synchronized (detached) {
            detached.remove(session);
        }
    }

    /** A session has ended: its place is free, but its name is not yet. */
    void onEnded(NettySession session) {
        if (session instanceof FramedSession framed) {
            synchronized (detached) {
                detached.remove(framed);
            }
        }
        open.decrementAndGet();
    }

    /** Nothing more is to be known of a session that has ended. */
    void forget(NettySession session) {
        bySession.remove(session.id());
    }

    /** Removes a session that has ended, and frees its place. */
    void remove(NettySession session) {
        onEnded(session);
        forget(session);
    }
}
