package io.tekcos.chat.netty;

import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The connections that may be seed clients', by IP address, in the order in which they came. Nothing in a seed client's HELO
 * says to which of its address's connections it belongs; so only the first of them is greeted, no other client would send one,
 * and the next is first when it is decided what that one is. Any thread.
 *
 * @param <C> a connection
 */
final class SeedQueue<C> {

    private final Map<InetAddress, Line<C>> lines = new HashMap<>();

    /** Those of one address. */
    private static final class Line<C> {
        private final ArrayDeque<C> connections = new ArrayDeque<>(1);
        private boolean claimed;
    }

    /** Takes a connection's place; true if it is the first of its address. */
    synchronized boolean enter(InetAddress address, C connection) {
        Line<C> line = lines.computeIfAbsent(address, a -> new Line<>());
        line.connections.add(connection);
        return line.connections.size() == 1;
    }

    /** A HELO has come from an address: returns the first connection there, if no other HELO has claimed it before. */
    synchronized @Nullable C claim(InetAddress address) {
        Line<C> line = lines.get(address);
        if (line == null || line.claimed) {
            return null;
        }
        line.claimed = true;
        return line.connections.peek();
    }

    /** The HELO was not meant for a connection after all: if that is still the first, another HELO may claim it. */
    synchronized void unclaim(InetAddress address, C connection) {
        Line<C> line = lines.get(address);
        if (line != null && line.connections.peek() == connection) {
            line.claimed = false;
        }
    }

    /** It is decided what a connection is, or it is gone: returns the one that is first now and was not before. */
    synchronized @Nullable C leave(InetAddress address, C connection) {
        Line<C> line = lines.get(address);
        if (line == null) {
            return null;
        }
        boolean wasFirst = line.connections.peek() == connection;
        line.connections.remove(connection);
        if (line.connections.isEmpty()) {
            lines.remove(address);
            return null;
        }
        if (!wasFirst) {
            return null;
        }
        line.claimed = false;
        return line.connections.peek();
    }
}
