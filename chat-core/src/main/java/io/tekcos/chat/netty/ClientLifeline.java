package io.tekcos.chat.netty;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.tekcos.chat.journal.SavedSession;
import io.tekcos.chat.model.ChatException;
import io.tekcos.chat.model.JournalException;
import io.tekcos.chat.model.PeerRefusedException;
import io.tekcos.chat.model.Reconnecting;
import io.tekcos.chat.model.RefusalCode;
import io.tekcos.chat.model.TransferId;
import io.tekcos.chat.model.WrongProtocolException;
import io.tekcos.chat.protocol.Backoff;
import io.tekcos.chat.protocol.ClientBinding;
import io.tekcos.chat.protocol.ClientHandshake;
import io.tekcos.chat.protocol.ClientHandshake.Step;
import io.tekcos.chat.protocol.Roster;
import io.tekcos.chat.protocol.SessionJournal;
import io.tekcos.chat.protocol.SessionStream;
import io.tekcos.chat.protocol.Terms;
import io.tekcos.chat.protocol.Ticket;
import io.tekcos.chat.wire.Bytes32;
import io.tekcos.chat.wire.Epitaph;
import io.tekcos.chat.wire.WireException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A client's hold on its session: brings it back by another connection to the same server, again and again, until the session
 * ends. One with an outbox does not end when the server has ended or forgotten it, but goes on as another. All of it runs on the
 * session's event loop, where every further connection lives too.
 */
final class ClientLifeline implements Lifeline {

    private final SessionConnector connector;
    private final Route route;
    private final SessionJournal journal;
    private final Backoff backoff =
            new Backoff(() -> ThreadLocalRandom.current().nextDouble());
    private @Nullable FramedSession session;
    private @Nullable ClientSocket socket;
    private @Nullable Channel attempt;
    private @Nullable Future<?> nextAttempt;
    private Ticket ticket;
    private boolean isWelcome = true;
    private int attempts;

    ClientLifeline(SessionConnector connector, Route route, Ticket ticket, SessionJournal journal) {
        this.connector = connector;
        this.route = route;
        this.ticket = ticket;
        this.journal = journal;
    }

    /**
     * The first connection stands: so does the session.
     *
     * @param saved what a process before this one has left of it, all of it unsent; null for nothing
     * @param begun takes the session before its first event
     */
    void begin(Channel channel, Terms terms, @Nullable SavedSession saved, Consumer<FramedSession> begun) {
        journal.established(terms.peerLimits().window());
        FramedSession made = make(channel, terms, saved, false);
        made.begin(channel);
        begun.accept(made);
        if (made.isConnected()) {
            openSocket(made, terms.udpPort());
        }
    }

    /** A session that a process before this one has begun goes on, or returns false if it cannot go on from there. */
    boolean goOn(Channel channel, Step.GoesOn step, SavedSession saved, Consumer<FramedSession> begun) {
        FramedSession made = make(channel, step.terms(), saved, true);
        if (!made.stream().canGoOnAfter(step.received())) {
            return false;
        }
        made.stream().expectRepeatsUpTo(step.sent());
        if (saved.peerWindow() == 0) {
            journal.established(step.terms().peerLimits().window());
        } else {
            made.setPeerWindow(saved.peerWindow()); // what WELCOME's greeting said holds, whatever this one's says
        }
        made.transfers().forget();
        begun.accept(made);
        if (made.hasEnded()) {
            channel.close(); // nobody wants it any more
        } else {
            goOn(channel, step);
        }
        return true;
    }

    private FramedSession make(Channel channel, Terms terms, @Nullable SavedSession saved, boolean maySent) {
        FramedSession made = new FramedSession(
                channel.eventLoop(),
                terms,
                Addresses.remote(channel),
                newBinding(channel, terms),
                Roster.ofClient(),
                connector.limits(),
                connector.limits().resume(),
                this,
                journal);
        if (saved != null) {
            made.restore(saved, maySent);
        }
        session = made;
        return made;
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

    @Override
    public boolean opensConnections() {
        return true;
    }

    @Override
    public void attach(TransferId transfer, Consumer<Channel> onAttached, Consumer<String> onFailed) {
        connector.open(
                route.tcp().clone(session().eventLoop()),
                route.server(),
                ClientHandshake.attach(ticket, transfer, Randoms.bytes32()),
                (channel, attached) -> onAttached.accept(channel),
                null,
                why -> session().onLoop(() -> onFailed.accept(String.valueOf(why.getMessage()))),
                opening -> {});
    }

    private void tryAgain(Duration least, String why) {
        long wait = backoff.next(least.toNanos());
        attempts++;
        EventLoop loop = session().eventLoop();
        nextAttempt = loop.schedule(this::connect, wait, TimeUnit.NANOSECONDS);
        session().inbox().onEvent(new Reconnecting(attempts, Duration.ofNanos(wait), why));
    }

    private void connect() {
        try {
            ClientHandshake handshake = handshake();
            journal.attempt((int) ticket.attempt());
            Bootstrap here = route.tcp().clone(session().eventLoop());
            connector.open(
                    here,
                    route.server(),
                    handshake,
                    this::onDecided,
                    null,
                    why -> session().onLoop(() -> onFailed(why)),
                    opening -> attempt = opening);
        } catch (JournalException broken) {
            session().stream().giveUp(String.valueOf(broken.getMessage()));
        }
    }

    private ClientHandshake handshake() {
        Bytes32 nonce = Randoms.bytes32();
        return isWelcome
                ? ClientHandshake.resume(ticket, nonce, session().stream().received())
                : ClientHandshake.joinAgain(ticket, connector.name(), connector.peerLimits(), nonce);
    }

    private void onDecided(Channel channel, Step step) {
        attempt = null;
        SessionStream<?> stream = session().stream();
        if (session().hasEnded()) {
            channel.close();
        } else if (step instanceof Step.Established established) {
            goOn(channel, new Step.GoesOn(established.terms(), 0, 0));
        } else if (step instanceof Step.GoesOn goesOn && stream.canGoOnAfter(goesOn.received())) {
            goOn(channel, goesOn);
        } else if (step instanceof Step.Ended ended
                && stream.hasSent(ended.epitaph().acknowledged())) {
            channel.close();
            onEndedAtServer(ended.epitaph());
        } else {
            channel.close();
            onFailed(new WrongProtocolException("The server goes on from where this session has never been"));
        }
    }

    private void goOn(Channel channel, Step.GoesOn step) {
        if (!isWelcome) {
            long window = step.terms().peerLimits().window();
            journal.established(window);
            session().setPeerWindow(window);
            isWelcome = true;
        }
        backoff.reset();
        session().resume(channel, step.received(), newBinding(channel, step.terms()));
        if (session().isConnected()) {
            openSocket(session(), step.terms().udpPort());
        }
    }

    private void onEndedAtServer(Epitaph epitaph) {
        try {
            if (mayRenew()) {
                Ticket other = newTicket();
                session().renew(epitaph, other);
                goOnAs(other, "the server had ended the session");
            } else {
                session().stream().onEndedByPeer(epitaph.acknowledged(), epitaph.exact());
            }
        } catch (JournalException broken) {
            session().stream().giveUp(String.valueOf(broken.getMessage()));
        } catch (WireException impossible) {
            throw new IllegalStateException("the position was looked at before", impossible);
        }
    }

    /** A session with an outbox goes on as another, unless somebody has said goodbye: then what is left waits for the next. */
    private boolean mayRenew() {
        return journal.keepsFrames() && session().stream().isOpen();
    }

    private void onFailed(ChatException why) {
        attempt = null;
        if (session().hasEnded()) {
            return;
        }
        PeerRefusedException refusal = why instanceof PeerRefusedException refused ? refused : null;
        if (refusal == null || refusal.code() != RefusalCode.UNKNOWN) {
            tryAgain(refusal == null ? Duration.ZERO : refusal.retryAfter(), String.valueOf(why.getMessage()));
        } else if (mayRenew()) {
            onForgottenByServer();
        } else {
            session().stream().giveUp("the server does not know the session any more");
        }
    }

    private void onForgottenByServer() {
        Ticket other = newTicket();
        try {
            session().renewUnknown(other);
            goOnAs(other, "the server had forgotten the session");
        } catch (JournalException broken) {
            session().stream().giveUp(String.valueOf(broken.getMessage()));
        }
    }

    private static Ticket newTicket() {
        return new Ticket(Randoms.sessionId(), Randoms.bytes32(), 0);
    }

    private void goOnAs(Ticket other, String why) {
        ticket = other;
        isWelcome = false;
        tryAgain(Duration.ZERO, why);
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
