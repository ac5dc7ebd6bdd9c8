package io.tekcos.chat.netty;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.tekcos.chat.model.ChatException;
import io.tekcos.chat.model.PeerRefusedException;
import io.tekcos.chat.model.Reconnecting;
import io.tekcos.chat.model.RefusalCode;
import io.tekcos.chat.model.WrongProtocolException;
import io.tekcos.chat.protocol.Backoff;
import io.tekcos.chat.protocol.ClientBinding;
import io.tekcos.chat.protocol.ClientHandshake;
import io.tekcos.chat.protocol.ClientHandshake.Step;
import io.tekcos.chat.protocol.Roster;
import io.tekcos.chat.protocol.SessionStream;
import io.tekcos.chat.protocol.Terms;
import io.tekcos.chat.protocol.Ticket;
import io.tekcos.chat.wire.WireException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A client's hold on its session: brings it back by another connection to the same server, again and again, until the session
 * ends. All of it runs on the session's event loop, where every further connection lives too.
 */
final class ClientLifeline implements Lifeline {

    private final SessionConnector connector;
    private final Route route;
    private final Ticket ticket;
    private final Backoff backoff =
            new Backoff(() -> ThreadLocalRandom.current().nextDouble());
    private @Nullable FramedSession session;
    private @Nullable ClientSocket socket;
    private @Nullable Channel attempt;
    private @Nullable Future<?> nextAttempt;
    private int attempts;

    ClientLifeline(SessionConnector connector, Route route, Ticket ticket) {
        this.connector = connector;
        this.route = route;
        this.ticket = ticket;
    }

    /** The first connection stands: so does the session. */
    void begin(Channel channel, Terms terms, Consumer<NettySession> begun) {
        FramedSession made = new FramedSession(
                channel.eventLoop(),
                terms,
                Addresses.remote(channel),
                newBinding(channel, terms),
                Roster.ofClient(),
                connector.limits(),
                connector.limits().resume(),
                this);
        session = made;
        made.begin(channel);
        begun.accept(made);
        if (made.isConnected()) {
            openSocket(made, terms.udpPort());
        }
    }

    @Override
    public void onDetached(String why) {
        closeSocket();
        attempts = 0;
        tryAgain(Duration.ZERO, why);
    }

    @Override
    public void onEnded() {
        closeSocket();
        if (nextAttempt != null) {
            nextAttempt.cancel(false);
        }
        if (attempt != null) {
            attempt.close();
        }
    }

    private void tryAgain(Duration least, String why) {
        long wait = backoff.next(least.toNanos());
        attempts++;
        EventLoop loop = session().eventLoop();
        nextAttempt = loop.schedule(this::connect, wait, TimeUnit.NANOSECONDS);
        session().inbox().onEvent(new Reconnecting(attempts, Duration.ofNanos(wait), why));
    }

    private void connect() {
        ClientHandshake handshake = ClientHandshake.resume(
                ticket,
                connector.name(),
                connector.peerLimits(),
                Randoms.bytes32(),
                session().stream().received());
        Bootstrap here = route.tcp().clone(session().eventLoop());
        connector.open(
                here, route.server(), handshake, this::onDecided, null, this::onFailed, opening -> attempt = opening);
    }

    private void onDecided(Channel channel, Step step) {
        attempt = null;
        SessionStream<?> stream = session().stream();
        if (session().hasEnded()) {
            channel.close();
        } else if (step instanceof Step.GoesOn goesOn && stream.canGoOnAfter(goesOn.received())) {
            goOn(channel, goesOn);
        } else if (step instanceof Step.Ended ended
                && stream.canGoOnAfter(ended.epitaph().acknowledged())) {
            channel.close();
            end(stream, ended);
        } else {
            channel.close();
            onFailed(new WrongProtocolException("The server goes on from where this session has never been"));
        }
    }

    private void goOn(Channel channel, Step.GoesOn step) {
        backoff.reset();
        session().resume(channel, step.received(), newBinding(channel, step.terms()));
        if (session().isConnected()) {
            openSocket(session(), step.terms().udpPort());
        }
    }

    private static void end(SessionStream<?> stream, Step.Ended step) {
        try {
            stream.onEndedByPeer(step.epitaph().acknowledged(), step.epitaph().exact());
        } catch (WireException impossible) {
            throw new IllegalStateException("the position was looked at before", impossible);
        }
    }

    private void onFailed(ChatException why) {
        attempt = null;
        if (session().hasEnded()) {
            return;
        }
        PeerRefusedException refusal = why instanceof PeerRefusedException refused ? refused : null;
        if (refusal != null && refusal.code() == RefusalCode.UNKNOWN) {
            session().stream().giveUp("the server does not know the session any more");
        } else {
            tryAgain(refusal == null ? Duration.ZERO : refusal.retryAfter(), String.valueOf(why.getMessage()));
        }
    }

    private ClientBinding newBinding(Channel channel, Terms terms) {
        return new ClientBinding(
                terms.datagramId(), terms.secret(), channel.eventLoop().ticker().nanoTime());
    }

    private void openSocket(FramedSession of, int serversPort) {
        int port = route.udpPort() == 0 ? serversPort : route.udpPort();
        if (port == 0) {
            of.udpPath().giveUp("the server has no UDP path");
        } else {
            socket = new ClientSocket(of, route.udp(), route.datagramAddress(port));
            socket.open();
        }
    }

    private void closeSocket() {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }

    private FramedSession session() {
        return Objects.requireNonNull(session, "a session that was begun");
    }
}
