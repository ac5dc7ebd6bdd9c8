package io.tekcos.chat.netty;

import io.netty.channel.Channel;
import io.tekcos.chat.journal.SavedSession;
import io.tekcos.chat.model.ChatException;
import io.tekcos.chat.model.FatesUnknown;
import io.tekcos.chat.model.JournalException;
import io.tekcos.chat.model.PeerRefusedException;
import io.tekcos.chat.model.PeerUnreachableException;
import io.tekcos.chat.model.RefusalCode;
import io.tekcos.chat.protocol.Backoff;
import io.tekcos.chat.protocol.ClientHandshake;
import io.tekcos.chat.protocol.ClientHandshake.Step;
import io.tekcos.chat.protocol.SessionJournal;
import io.tekcos.chat.protocol.Ticket;
import io.tekcos.chat.wire.Epitaph;
import io.tekcos.chat.wire.PeerLimits;
import io.tekcos.chat.wire.Text;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins a client's session, or goes on with the one that a process before this one has left in the outbox. A connection that
 * breaks after JOIN was sent may have left a session at the server, whose WELCOME was lost: so it asks again, for the same session,
 * a few times.
 */
final class FirstConnection {

    private static final Logger LOG = LoggerFactory.getLogger(FirstConnection.class);

    /** Where a seed server's datagrams go, which it does not say. */
    private static final int SEED_UDP_PORT = 2000;

    private static final int MOST_REPEATS = 3;

    /**
     * To a client that asks again: a JOIN that was given up has arrived after all, a failing machine has lost the number of an
     * attempt, or the session is just ending.
     */
    private static final Set<RefusalCode> PASSING =
            EnumSet.of(RefusalCode.EXISTS, RefusalCode.SUPERSEDED, RefusalCode.BUSY);

    private final SessionConnector connector;
    private final Route route;
    private final SessionJournal journal;
    private final Consumer<NettySession> onBegun;
    private final Consumer<ChatException> onFailed;
    private final Backoff backoff =
            new Backoff(() -> ThreadLocalRandom.current().nextDouble());
    private @Nullable SavedSession saved;
    private List<Long> unknown = List.of();
    private List<Long> delivered = List.of();
    private boolean forgotten;
    private Ticket ticket;
    private int repeats;

    /**
     * Creates one.
     *
     * @param saved what the journal held; null for nothing
     * @param onBegun takes the session before its first event
     */
    FirstConnection(
            SessionConnector connector,
            Route route,
            SessionJournal journal,
            @Nullable SavedSession saved,
            Consumer<NettySession> onBegun,
            Consumer<ChatException> onFailed) {
        this.connector = connector;
        this.route = route;
        this.journal = journal;
        this.saved = saved;
        this.onBegun = onBegun;
        this.onFailed = onFailed;
        ticket = saved == null ? newTicket() : new Ticket(saved.session(), saved.secret(), saved.lastAttempt());
    }

    private static Ticket newTicket() {
        return new Ticket(Randoms.sessionId(), Randoms.bytes32(), 0);
    }

    void open() {
        try {
            if (saved == null) {
                journal.begin(ticket.session(), ticket.secret());
                connect(ClientHandshake.join(ticket, connector.name(), limits()));
            } else {
                ask();
            }
        } catch (JournalException broken) {
            fail(broken);
        }
    }

    /** Asks for a session that the server may know. */
    private void ask() {
        if (saved == null || saved.peerWindow() == 0) {
            joinAgain();
        } else {
            comeBack(saved);
        }
    }

    private void joinAgain() {
        ClientHandshake handshake = ClientHandshake.joinAgain(ticket, connector.name(), limits(), Randoms.bytes32());
        if (!forgotten) { // what is noted down is of the session before, until this one stands
            journal.attempt((int) ticket.attempt());
        }
        connect(handshake);
    }

    private void comeBack(SavedSession left) {
        ClientHandshake handshake = ClientHandshake.resume(ticket, Randoms.bytes32(), left.received());
        journal.attempt((int) ticket.attempt());
        connect(handshake);
    }

    private void connect(ClientHandshake handshake) {
        Attempt attempt = new Attempt(handshake);
        connector.open(
                route.tcp(),
                route.server(),
                handshake,
                attempt::onDecided,
                mayBeSeed() ? this::beginSeed : null,
                attempt::onFailed,
                opening -> attempt.channel = opening);
    }

    /** Whether nothing has shown yet that the server speaks this protocol. */
    private boolean mayBeSeed() {
        boolean isNew =
                saved == null || (saved.peerWindow() == 0 && saved.frames().isEmpty());
        return connector.areSeedPeersAllowed() && isNew && !forgotten;
    }

    /** One connection. */
    private final class Attempt {
        final ClientHandshake handshake;

        @Nullable
        Channel channel;

        Attempt(ClientHandshake handshake) {
            this.handshake = handshake;
        }

        void onDecided(Channel by, Step step) {
            guarded(() -> decide(by, step));
        }

        void onFailed(ChatException why) {
            guarded(() -> goOnAfter(why));
        }

        private void goOnAfter(ChatException why) {
            boolean mayBeIn = handshake.hasAsked() && why instanceof PeerUnreachableException;
            if (saved != null && isForgotten(why)) {
                forget(saved);
            } else if ((mayBeIn || isAboutItsOwn(why)) && channel != null && repeats < MOST_REPEATS) {
                repeats++;
                long least = why instanceof PeerRefusedException refused
                        ? refused.retryAfter().toNanos()
                        : 0;
                channel.eventLoop()
                        .schedule(() -> guarded(FirstConnection.this::ask), backoff.next(least), TimeUnit.NANOSECONDS);
            } else {
                fail(why);
            }
        }

        /** Whatever goes wrong, whoever waits for the session hears of it. */
        private void guarded(Runnable step) {
            try {
                step.run();
            } catch (JournalException broken) {
                giveUp(broken);
            } catch (RuntimeException bug) {
                LOG.error("An error in the library: no session begins with {}", route.server(), bug);
                giveUp(new PeerUnreachableException("An error in the library kept the session from beginning", bug));
            }
        }

        private void giveUp(ChatException why) {
            if (channel != null) {
                channel.close();
            }
            fail(why);
        }
    }

    private void decide(Channel channel, Step step) {
        if (forgotten && isNew(step)) {
            // Only now, when what is unknown can be said.
            journal.renewed(ticket.session(), ticket.secret(), (int) ticket.attempt(), List.of());
        }
        if (step instanceof Step.Established established) {
            lifeline().begin(channel, established.terms(), saved, this::begin);
        } else if (step instanceof Step.GoesOn goesOn && saved == null && goesOn.received() == 0) {
            lifeline().begin(channel, goesOn.terms(), null, this::begin);
        } else if (step instanceof Step.GoesOn goesOn
                && saved != null
                && lifeline().goOn(channel, goesOn, saved, this::begin)) {
            return;
        } else if (step instanceof Step.GoesOn goesOn && saved != null && goesOn.received() > last(saved)) {
            channel.close();
            delivered = ids(saved.frames());
            goOnAsAnother(List.of()); // the server has more than a failing machine has left here: it has it all
        } else if (step instanceof Step.Ended ended
                && saved != null
                && ended.epitaph().acknowledged() >= 0) {
            channel.close();
            renew(ended.epitaph(), saved);
        } else {
            channel.close();
            fail(new PeerUnreachableException(
                    "The connection to " + route.server() + " broke while the session began: try again", null));
        }
    }

    /** Whether a session stands that has just begun. */
    private static boolean isNew(Step step) {
        return step instanceof Step.Established || (step instanceof Step.GoesOn goesOn && goesOn.received() == 0);
    }

    private ClientLifeline lifeline() {
        return new ClientLifeline(connector, route, ticket, journal);
    }

    private void begin(FramedSession session) {
        session.noteDelivered(delivered);
        onBegun.accept(session);
        if (!unknown.isEmpty()) {
            session.inbox().onEvent(new FatesUnknown(unknown));
        }
    }

    private void fail(ChatException why) {
        journal.close();
        onFailed.accept(why);
    }

    /** Whether there is no such session any more, or none that goes on from what a failing machine has left of the journal. */
    private static boolean isForgotten(ChatException why) {
        return why instanceof PeerRefusedException refused
                && (refused.code() == RefusalCode.UNKNOWN || refused.code() == RefusalCode.IMPOSSIBLE_POSITION);
    }

    /** Whether what is in the way is of this client's own, and will pass or is overtaken by another attempt. */
    private boolean isAboutItsOwn(ChatException why) {
        return ticket.attempt() > 0 && why instanceof PeerRefusedException refused && PASSING.contains(refused.code());
    }

    private static long last(SavedSession saved) {
        return saved.acknowledged() + saved.frames().size();
    }

    /** The server has ended the session: what it had not heard, of what is left here, goes on in another. */
    private void renew(Epitaph epitaph, SavedSession before) {
        long heardHere =
                Math.min(epitaph.acknowledged(), last(before)); // a failing machine may have lost what it had heard
        int heard = (int) Math.max(0, heardHere - before.acknowledged());
        boolean isSure = epitaph.exact() && epitaph.acknowledged() >= before.acknowledged(); // or it has lost its notes
        delivered = ids(before.frames().subList(0, heard));
        List<byte[]> kept = texts(before.frames().subList(heard, before.frames().size()));
        kept.forEach(frame -> Text.redirect(frame, !isSure || Text.isBoth(frame)));
        goOnAsAnother(kept);
    }

    /** The server has forgotten the session: what became of its texts nobody knows. */
    private void forget(SavedSession before) {
        unknown = ids(before.frames());
        forgotten = true;
        saved = null;
        ticket = newTicket();
        connect(ClientHandshake.join(ticket, connector.name(), limits()));
    }

    private static List<Long> ids(List<byte[]> frames) {
        return texts(frames).stream().map(Text::idOf).toList();
    }

    /** All else was said to the session that is over. */
    private static List<byte[]> texts(List<byte[]> frames) {
        return frames.stream().filter(Text::isText).toList();
    }

    private void goOnAsAnother(List<byte[]> frames) {
        ticket = newTicket();
        journal.renewed(ticket.session(), ticket.secret(), 0, frames);
        saved = new SavedSession(ticket.session(), ticket.secret(), 0, 0, 0, 0, frames);
        connect(ClientHandshake.join(ticket, connector.name(), limits()));
    }

    private void beginSeed(Channel channel, byte[] early) {
        journal.end(); // a seed peer confirms nothing, so nothing can be kept for it
        journal.close();
        SeedSession session = new SeedSession(channel, connector.limits());
        Pipelines.establish(channel, session.handler());
        onBegun.accept(session);
        session.handler().begin(early, false);
        int port = route.udpPort() == 0 ? SEED_UDP_PORT : route.udpPort();
        SeedSocket.open(session, route.udp(), route.datagramAddress(port));
    }

    private PeerLimits limits() {
        return connector.peerLimits();
    }
}
