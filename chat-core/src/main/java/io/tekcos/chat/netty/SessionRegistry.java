package io.tekcos.chat.netty;

import io.tekcos.chat.model.SessionId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The running sessions of one server, by name and by datagram id, within their bound. Any thread. */
final class SessionRegistry {

    private final int max;
    private final ConcurrentHashMap<SessionId, NettySession> bySession = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Long, AcceptedSession> byDatagramId = new ConcurrentHashMap<>();
    private final AtomicInteger open = new AtomicInteger();
    private final LongAdder opened = new LongAdder();

    SessionRegistry(int max) {
        this.max = max;
    }

    int open() {
        return open.get();
    }

    long opened() {
        return opened.sum();
    }

    Set<NettySession> all() {
        return Set.copyOf(bySession.values());
    }

    @Nullable
    AcceptedSession byDatagramId(long id) {
        return byDatagramId.get(id);
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

    /** Puts a session in the place reserved for it, or returns false if one of the same name is running. */
    boolean add(AcceptedSession session) {
        if (!add(session.session())) {
            return false;
        }
        byDatagramId.put(session.datagramId(), session);
        return true;
    }

    /** The same for a session whose datagrams have no id. */
    boolean add(NettySession session) {
        if (bySession.putIfAbsent(session.id(), session) != null) {
            return false;
        }
        opened.increment();
        return true;
    }

    /** Removes a session that has ended, and frees its place. */
    void remove(AcceptedSession session) {
        byDatagramId.remove(session.datagramId());
        remove(session.session());
    }

    /** The same for a session whose datagrams have no id. */
    void remove(NettySession session) {
        bySession.remove(session.id());
        open.decrementAndGet();
    }
}
