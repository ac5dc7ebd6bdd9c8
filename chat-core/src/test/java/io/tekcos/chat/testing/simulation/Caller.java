package io.tekcos.chat.testing.simulation;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.tekcos.chat.journal.SavedSession;
import io.tekcos.chat.model.ChatException;
import io.tekcos.chat.model.PeerRefusedException;
import io.tekcos.chat.model.RefusalCode;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.protocol.Backoff;
import io.tekcos.chat.protocol.ClientBinding;
import io.tekcos.chat.protocol.ClientHandshake;
import io.tekcos.chat.protocol.ClientHandshake.Step;
import io.tekcos.chat.protocol.SessionJournal;
import io.tekcos.chat.protocol.Terms;
import io.tekcos.chat.protocol.Ticket;
import io.tekcos.chat.wire.Epitaph;
import io.tekcos.chat.wire.PeerLimits;
import io.tekcos.chat.wire.Resume;
import io.tekcos.chat.wire.WireException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The client's hold on its session: calls the server until the session stands, and again whenever a connection is lost. */
final class Caller implements Side.Hold, Call.Owner {

    static final long HANDSHAKE = SECONDS.toNanos(5);

    private static final long FIRST_WAIT = MILLISECONDS.toNanos(200);
    private static final long LONGEST_WAIT = SECONDS.toNanos(5);
    static final String NAME = "client";

    private final World world;
    private final Dice dice;
    private final SessionJournal journal;
    private final PeerLimits limits;
    private final Backoff backoff;
    private Ticket ticket;
    private boolean isWelcome = true;
    private boolean hasAsked;
    private int attempts;
    private int appointment;
    private int sockets;
    private @Nullable Call call;
    private @Nullable Resume lastResume;

    Caller(World world) {
        this(world, newTicket(world.dice()), SessionJournal.NONE);
    }

    Caller(World world, Ticket ticket, SessionJournal journal) {
        this.world = world;
        this.ticket = ticket;
        this.journal = journal;
        dice = world.dice().split();
        limits = PeerLimits.withWindow(world.scenario().clientWindow);
        Dice jitter = dice.split();
        backoff = new Backoff(() -> jitter.between(0, 1_000) / 1_000.0);
    }

    private static Ticket newTicket(Dice dice) {
        return new Ticket(new SessionId(dice.any(), dice.any()), dice.bytes32(), 0);
    }

    PeerLimits limits() {
        return limits;
    }

    /** The program is no more. */
    void die(boolean silently) {
        appointment++;
        closeSocket();
        if (call != null) {
            call.die(silently);
        }
    }

    Ticket ticket() {
        return ticket;
    }

    /** The latest RESUME that was sent, as whoever listens in has it; null if there is none. */
    @Nullable
    Resume lastResume() {
        return lastResume;
    }

    @Override
    public boolean hasAsked() {
        return hasAsked;
    }

    @Override
    public void onResuming(Resume resume) {
        lastResume = resume;
        world.outbox().onResuming(resume);
        world.reaper().on(Reaper.Moment.HANDSHAKE);
        world.happenings().add(Happening.RESUME_SENT);
    }

    void begin() {
        call(ClientHandshake.join(ticket, NAME, limits), this);
    }

    /** Opens a connection for somebody. */
    void call(ClientHandshake handshake, Call.Owner owner) {
        Call next = new Call(world, owner, handshake);
        call = next;
        world.client().loop().after(HANDSHAKE, next::onLimit);
        world.streams().connect(next);
    }

    @Override
    public void onDetached(String why) {
        closeSocket();
        attempts = 0;
        tryAgain(Duration.ZERO);
        world.reaper().on(Reaper.Moment.DETACHED);
    }

    @Override
    public void onEnded(SessionClosed how) {
        closeSocket();
        appointment++;
        if (call != null) {
            call.hangUp();
        }
    }

    private void tryAgain(Duration least) {
        long wait = backoff.next(least.toNanos());
        requireShort(wait - least.toNanos());
        attempts++;
        int mine = ++appointment;
        world.client().loop().after(wait, () -> {
            if (mine == appointment) {
                callAgain();
            }
        });
    }

    /** Short after a connection that stood, and never more than twice as long as the one before could be. */
    private void requireShort(long wait) {
        long most = Math.min(LONGEST_WAIT, FIRST_WAIT << Math.min(attempts, 10));
        if (world.client().isBegun() && wait > most) {
            throw new AssertionError("attempt " + (attempts + 1) + " waits for " + wait + " ns");
        }
    }

    private void callAgain() {
        Side client = world.client();
        if (client.isBegun()) {
            ClientHandshake handshake = isWelcome
                    ? ClientHandshake.resume(
                            ticket, dice.bytes32(), client.stream().received())
                    : ClientHandshake.joinAgain(ticket, NAME, limits, dice.bytes32());
            journal.attempt((int) ticket.attempt());
            call(handshake, this);
        } else if (hasAsked) {
            call(ClientHandshake.joinAgain(ticket, NAME, limits, dice.bytes32()), this);
        } else {
            begin();
        }
    }

    @Override
    public void onDecided(SocketEnd end, Step step) {
        call = null;
        Side client = world.client();
        if (client.isBegun() && !client.isAlive()) {
            end.abort();
        } else if (step instanceof Step.Established established && client.isBegun()) {
            goOn(end, new Step.GoesOn(established.terms(), 0, 0));
        } else if (step instanceof Step.Established established) {
            begin(end, established.terms(), null);
        } else if (step instanceof Step.GoesOn goesOn && !client.isBegun() && goesOn.received() == 0) {
            world.happenings().add(Happening.WELCOME_LOST);
            begin(end, goesOn.terms(), null);
        } else if (step instanceof Step.GoesOn goesOn && client.stream().canGoOnAfter(goesOn.received())) {
            goOn(end, goesOn);
        } else if (step instanceof Step.Ended ended && client.isBegun()) {
            end.abort();
            onEndedThere(ended);
        } else {
            throw new AssertionError("the server answers " + step);
        }
    }

    /**
     * The session begins.
     *
     * @param saved what a process before this one has left of it, all of it unsent; null for nothing
     */
    void begin(SocketEnd end, Terms terms, @Nullable SavedSession saved) {
        call = null;
        backoff.reset();
        journal.established(terms.peerLimits().window());
        world.client().begin(end, newBinding(terms), this, journal, saved);
        openSocket();
    }

    /** A session that a process before this one has begun goes on, or returns false if it cannot go on from there. */
    boolean goOn(SocketEnd end, Step.GoesOn step, SavedSession saved) {
        call = null;
        Side client = world.client();
        client.make(newBinding(step.terms()), this, journal, saved, true);
        if (!client.stream().canGoOnAfter(step.received())) {
            client.unmake();
            return false;
        }
        client.stream().expectRepeatsUpTo(step.sent());
        if (saved.peerWindow() == 0) {
            journal.established(step.terms().peerLimits().window());
        }
        world.onBegun(client);
        world.happenings().add(Happening.CLIENT_WENT_ON);
        goOn(end, step);
        return true;
    }

    private void goOn(SocketEnd end, Step.GoesOn step) {
        if (!isWelcome) {
            journal.established(step.terms().peerLimits().window());
            isWelcome = true;
        }
        backoff.reset();
        world.client().resume(end, step.received(), newBinding(step.terms()));
        openSocket();
        world.reaper().on(Reaper.Moment.REPLAY);
    }

    /** A session with an outbox goes on as another, unless somebody has said goodbye. */
    private boolean mayRenew() {
        return journal.keepsFrames() && world.client().stream().isOpen();
    }

    private void renew(Epitaph epitaph) {
        Side client = world.client();
        Ticket other = newTicket(dice);
        world.happenings().add(epitaph.exact() ? Happening.RENEWED_EXACTLY : Happening.RENEWED_ABOUT);
        world.toServer().onRenewing(epitaph.exact());
        client.stream().renew(epitaph.acknowledged(), epitaph.exact(), other.session(), other.secret(), client.now());
        world.toServer().onRenewed(other.session(), epitaph.exact());
        goOnAs(other);
    }

    private void renewUnknown() {
        Side client = world.client();
        Ticket other = newTicket(dice);
        world.happenings().add(Happening.FORGOTTEN_AND_RENEWED);
        world.toServer().onForgetting();
        world.toServer().onRenewing(true);
        client.stream().renewUnknown(other.session(), other.secret(), client.now());
        world.toServer().onRenewed(other.session(), true);
        goOnAs(other);
    }

    private void goOnAs(Ticket other) {
        ticket = other;
        isWelcome = false;
        tryAgain(Duration.ZERO);
    }

    private void onEndedThere(Step.Ended step) {
        if (mayRenew()) {
            renew(step.epitaph());
            return;
        }
        boolean exact = step.epitaph().exact();
        world.happenings().add(exact ? Happening.TOLD_EXACTLY : Happening.TOLD_ABOUT);
        if (exact) {
            world.toServer().onTold();
        }
        try {
            world.client().stream().onEndedByPeer(step.epitaph().acknowledged(), exact);
        } catch (WireException impossible) {
            throw new AssertionError("the server has heard what was never sent", impossible);
        }
    }

    @Override
    public void onFailed(ChatException why, boolean mayBeIn) {
        hasAsked |= mayBeIn;
        call = null;
        Side client = world.client();
        world.trace().add(client, "cannot connect: " + why.getMessage());
        if (client.isBegun() && !client.isAlive()) {
            return;
        }
        PeerRefusedException refusal = why instanceof PeerRefusedException refused ? refused : null;
        boolean isUnknown = refusal != null && refusal.code() == RefusalCode.UNKNOWN && client.isBegun();
        if (isUnknown && mayRenew()) {
            renewUnknown();
        } else if (isUnknown) {
            world.happenings().add(Happening.TOLD_NOTHING);
            client.stream().giveUp("the server does not know the session any more");
        } else {
            tryAgain(refusal == null ? Duration.ZERO : refusal.retryAfter());
        }
    }

    private ClientBinding newBinding(Terms terms) {
        return new ClientBinding(
                terms.datagramId(), terms.secret(), world.client().now());
    }

    private void openSocket() {
        int mine = ++sockets;
        world.client().loop().after(MILLISECONDS.toNanos(dice.between(0, 100)), () -> {
            if (mine == sockets) {
                world.net().openSocket();
                world.client().datagrams().attach();
            }
        });
    }

    private void closeSocket() {
        sockets++;
        world.net().closeSocket();
    }
}
