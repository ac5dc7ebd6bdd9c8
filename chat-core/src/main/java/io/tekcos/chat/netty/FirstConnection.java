package io.tekcos.chat.netty;

import io.netty.channel.Channel;
import io.tekcos.chat.model.ChatException;
import io.tekcos.chat.model.PeerUnreachableException;
import io.tekcos.chat.protocol.Backoff;
import io.tekcos.chat.protocol.ClientHandshake;
import io.tekcos.chat.protocol.ClientHandshake.Step;
import io.tekcos.chat.protocol.Ticket;
import java.net.InetSocketAddress;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Begins a client's session. A connection that breaks after JOIN was sent may have left a session at the server, whose WELCOME
 * was lost: so it asks again, for the same session, a few times.
 */
final class FirstConnection {

    /** Where a seed server's datagrams go, which it does not say. */
    private static final int SEED_UDP_PORT = 2000;

    private static final int MOST_REPEATS = 3;

    private final SessionConnector connector;
    private final Route route;
    private final Consumer<NettySession> onBegun;
    private final Consumer<ChatException> onFailed;
    private final Ticket ticket = new Ticket(Randoms.sessionId(), Randoms.bytes32(), 0);
    private final Backoff backoff =
            new Backoff(() -> ThreadLocalRandom.current().nextDouble());

    FirstConnection(
            SessionConnector connector, Route route, Consumer<NettySession> onBegun, Consumer<ChatException> onFailed) {
        this.connector = connector;
        this.route = route;
        this.onBegun = onBegun;
        this.onFailed = onFailed;
    }

    void open() {
        open(ClientHandshake.join(ticket, connector.name(), connector.peerLimits()));
    }

    private void open(ClientHandshake handshake) {
        Attempt attempt = new Attempt(handshake);
        connector.open(
                route.tcp(),
                route.server(),
                handshake,
                this::onDecided,
                connector.areSeedPeersAllowed() ? this::beginSeed : null,
                attempt::onFailed,
                opening -> attempt.channel = opening);
    }

    /** One connection. */
    private final class Attempt {
        final ClientHandshake handshake;

        @Nullable
        Channel channel;

        Attempt(ClientHandshake handshake) {
            this.handshake = handshake;
        }

        void onFailed(ChatException why) {
            boolean mayBeIn = handshake.hasAsked() && why instanceof PeerUnreachableException;
            if (mayBeIn && channel != null && ticket.attempt() < MOST_REPEATS) {
                channel.eventLoop().schedule(this::askAgain, backoff.next(0), TimeUnit.NANOSECONDS);
            } else {
                onFailed.accept(why);
            }
        }

        private void askAgain() {
            open(ClientHandshake.joinAgain(ticket, connector.name(), connector.peerLimits(), Randoms.bytes32()));
        }
    }

    private void onDecided(Channel channel, Step step) {
        if (step instanceof Step.Established established) {
            new ClientLifeline(connector, route, ticket).begin(channel, established.terms(), onBegun);
        } else if (step instanceof Step.GoesOn goesOn && goesOn.received() == 0) {
            new ClientLifeline(connector, route, ticket).begin(channel, goesOn.terms(), onBegun);
        } else {
            channel.close();
            onFailed.accept(new PeerUnreachableException(
                    "The connection to " + route.server() + " broke while the session began: try again", null));
        }
    }

    private void beginSeed(Channel channel, byte[] early) {
        SeedSession session = new SeedSession(channel, connector.limits());
        Pipelines.establish(channel, session.handler());
        onBegun.accept(session);
        session.handler().begin(early, false);
        int port = route.udpPort() == 0 ? SEED_UDP_PORT : route.udpPort();
        InetSocketAddress datagrams = route.datagramAddress(port);
        SeedSocket.open(session, route.udp(), datagrams);
    }
}
