package io.tekcos.chat.netty;

import io.netty.channel.Channel;
import io.netty.channel.socket.DatagramPacket;
import io.tekcos.chat.model.DropReason;
import io.tekcos.chat.model.RefusalCode;
import io.tekcos.chat.wire.SeedWords;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server's seed clients, and those that may become one: whose turn it is to be greeted, where datagrams that bear no id come
 * from, and who is let in. Any thread.
 */
final class SeedPeers {

    private static final Logger LOG = LoggerFactory.getLogger(SeedPeers.class);

    private final SessionAcceptor acceptor;
    private final SeedQueue<ServerHandshakeHandler> queue = new SeedQueue<>();
    private final ConcurrentHashMap<InetSocketAddress, SeedRoute> routes = new ConcurrentHashMap<>();
    private volatile boolean allowed;

    SeedPeers(SessionAcceptor acceptor) {
        this.acceptor = acceptor;
    }

    void allow(boolean newAllowed) {
        allowed = newAllowed;
    }

    boolean areAllowed() {
        return allowed;
    }

    /** Takes a connection's place among those of its address; true if it is to be greeted at once. */
    boolean enter(ServerHandshakeHandler connection) {
        return queue.enter(Addresses.ip(connection.address()), connection);
    }

    /** It is decided what a connection is: the next of its address is greeted. A second call does nothing. */
    void leave(ServerHandshakeHandler connection) {
        ServerHandshakeHandler next = queue.leave(Addresses.ip(connection.address()), connection);
        if (next != null) {
            greet(next);
        }
    }

    private static void greet(ServerHandshakeHandler next) {
        try {
            next.eventLoop().execute(next::greet);
        } catch (RejectedExecutionException closing) {
            LOG.debug("The server closes: {} is not greeted any more", next.address());
        }
    }

    /** Takes a datagram that is no session's by its id; false if it is no seed client's either. */
    boolean onDatagram(DatagramPacket packet) {
        SeedRoute route = routes.get(packet.sender());
        if (route != null) {
            route.offer(packet);
            return true;
        }
        if (!SeedWords.isHelo(packet.content())) {
            return false;
        }
        onHelo(packet.sender());
        return true;
    }

    /** The address is no seed client's any more. */
    void remove(SeedRoute route) {
        routes.remove(route.address(), route);
    }

    /** A HELO was not meant for the connection that it was brought to. */
    void refuse(SeedRoute route, ServerHandshakeHandler connection) {
        remove(route);
        queue.unclaim(Addresses.ip(connection.address()), connection);
        acceptor.onDropped(DropReason.SEED_HELO);
    }

    private void onHelo(InetSocketAddress from) {
        ServerHandshakeHandler candidate = candidate(from);
        if (candidate == null) {
            acceptor.onDropped(DropReason.SEED_HELO);
            return;
        }
        SeedRoute route = new SeedRoute(from, candidate, acceptor);
        routes.put(from, route);
        route.offerHelo();
    }

    private @Nullable ServerHandshakeHandler candidate(InetSocketAddress from) {
        return allowed ? queue.claim(Addresses.ip(from)) : null;
    }

    /** Begins the session of a seed client that has said HELO, or says why not. If it throws, the channel is to be closed. */
    @Nullable
    RefusalCode admit(SeedRoute route, SeedDetector detector, Channel channel) {
        try {
            return tryAdmit(route, detector, channel);
        } finally {
            acceptor.updateGate();
        }
    }

    private @Nullable RefusalCode tryAdmit(SeedRoute route, SeedDetector detector, Channel channel) {
        SessionRegistry registry = acceptor.registry();
        if (acceptor.isClosing()) {
            return RefusalCode.GOING_AWAY;
        }
        if (!registry.tryReserve()) {
            return RefusalCode.BUSY;
        }
        byte[] early = detector.early();
        boolean inputEnded = detector.isInputEnded();
        SeedSession session = registry.makeReserved(() -> newSession(channel));
        registry.add(session, null);
        session.whenClosed().thenRun(() -> {
            remove(route);
            registry.remove(session);
            acceptor.updateGate();
        });
        begin(session, route);
        session.handler().begin(early, inputEnded);
        return null;
    }

    /** In the pipeline before it is registered: whatever happens from then on, the connection's end is its own. */
    private SeedSession newSession(Channel channel) {
        SeedSession session = new SeedSession(channel, acceptor.limits());
        Pipelines.establish(channel, session.handler());
        return session;
    }

    private void begin(SeedSession session, SeedRoute route) {
        route.lead(session);
        InetSocketAddress from = route.address();
        session.datagrams().begin(Objects.requireNonNull(acceptor.datagrams()), from);
        acceptor.announce(session);
        session.datagrams().reportUp("HELO from " + from.getAddress().getHostAddress() + " port " + from.getPort());
    }
}
