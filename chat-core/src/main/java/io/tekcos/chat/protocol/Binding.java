package io.tekcos.chat.protocol;

import io.tekcos.chat.model.SessionCounters.Arrivals;
import io.tekcos.chat.wire.CopyDatagram;
import io.tekcos.chat.wire.Datagram;
import io.tekcos.chat.wire.Helo;
import io.tekcos.chat.wire.PingDatagram;
import io.tekcos.chat.wire.PongDatagram;
import io.tekcos.chat.wire.TextDatagram;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** One side's part in binding the client's address to a session: judges what comes, and says what is the session's. */
public sealed interface Binding permits ClientBinding, ServerBinding {

    /** Names the session in every datagram. */
    long id();

    /** The number for the next datagram of this side. */
    long nextNumber();

    /** The token of this side's n-th PING, which nobody can guess who does not know the secret. */
    long pingToken(long n);

    /** Whether an address is proven, and datagrams may be sent there. */
    boolean isBound();

    /** Where the peer's datagrams come from, and this side's go; null until it was bound for the first time. */
    @Nullable
    InetSocketAddress address();

    /** What the numbers of the peer's datagrams told so far. Any thread. */
    Arrivals arrivals();

    /**
     * Takes a datagram with this session's id.
     *
     * @param length its size, which no answer exceeds
     * @param from where it came from
     */
    BindingStep onDatagram(Datagram datagram, int length, InetSocketAddress from, long now);

    /** Whether this side has a socket of its own, which another may replace; a server's is everybody's. */
    default boolean hasOwnSocket() {
        return false;
    }

    /** There is a socket to send by. */
    default void begin(long now) {}

    /** Datagrams do not arrive any more. */
    default void onPathDown(long now) {}

    /** The HELO that is due now, or null. */
    default @Nullable Helo poll(long now) {
        return null;
    }

    /** How long until {@link #poll} has something, in nanoseconds; negative if it is late, the greatest if never. */
    default long untilPoll(long now) {
        return Long.MAX_VALUE;
    }

    /** Whether a datagram is of a type that travels between the two once they are bound. */
    static boolean isTraffic(Datagram datagram) {
        return datagram instanceof TextDatagram
                || datagram instanceof CopyDatagram
                || datagram instanceof PingDatagram
                || datagram instanceof PongDatagram;
    }
}
