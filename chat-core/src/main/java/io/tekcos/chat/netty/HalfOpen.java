package io.tekcos.chat.netty;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;

/** The connections that are in the handshake, in all and by host, within their bounds. Any thread. */
final class HalfOpen {

    private final int max;
    private final int maxPerHost;
    private final Map<Object, Integer> byHost = new HashMap<>();
    private int count;

    HalfOpen(int max, int maxPerHost) {
        this.max = max;
        this.maxPerHost = maxPerHost;
    }

    synchronized int count() {
        return count;
    }

    /** Lets a connection in, unless a bound is reached. */
    synchronized boolean tryEnter(InetSocketAddress address) {
        Object host = Addresses.host(address);
        int there = byHost.getOrDefault(host, 0);
        if (count >= max || there >= maxPerHost) {
            return false;
        }
        byHost.put(host, there + 1);
        count++;
        return true;
    }

    /** A connection that was let in is no longer half open. */
    synchronized void leave(InetSocketAddress address) {
        byHost.computeIfPresent(Addresses.host(address), (host, there) -> there == 1 ? null : there - 1);
        count--;
    }
}
