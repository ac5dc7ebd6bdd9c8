package io.tekcos.chat.testing.simulation;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.tekcos.chat.model.ChatException;
import io.tekcos.chat.model.PeerRefusedException;
import io.tekcos.chat.model.RefusalCode;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.protocol.Backoff;
import io.tekcos.chat.protocol.ClientBinding;
import io.tekcos.chat.protocol.ClientHandshake;
import io.tekcos.chat.protocol.ClientHandshake.Step;
import io.tekcos.chat.protocol.Terms;
import io.tekcos.chat.protocol.Ticket;
import io.tekcos.chat.wire.PeerLimits;
import io.tekcos.chat.wire.Resume;
import io.tekcos.chat.wire.WireException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The client's hold on its session: calls the server until the session stands, and again whenever a connection is lost. */
final class Caller implements Side.Hold {

    static final long HANDSHAKE = SECONDS.toNanos(5);

    private static final long FIRST_WAIT = MILLISECONDS.toNanos(200);
    private static final long LONGEST_WAIT = SECONDS.toNanos(5);
    private static final String NAME = "client";

    private final World world;
    private final Dice dice;
    private final Ticket ticket;
    private final PeerLimits limits;
    private final Backoff backoff;
    private boolean hasAsked;
    private int attempts;
    private int appointment;
    private int sockets;
    private @Nullable Call call;
    private @Nullable Resume lastResume;

    Caller(World world) {
        this.world = world;
        dice = world.dice().split();
        ticket = new Ticket(new SessionId(dice.any(), dice.any()), dice.bytes32(), 0);
        limits = PeerLimits.withWindow(world.scenario().clientWindow);
        Dice jitter = dice.split();
        backoff = new Backoff(() -> jitter.between(0, 1_000) / 1_000.0);
    }

    Ticket ticket() {
        return ticket;
    }

    /** The latest RESUME that was sent, as whoever listens in has it; null if there is none. */
    @Nullable
    Resume lastResume() {
        return lastResume;
    }

    /** Whether the server may have let the client in. */
    boolean hasAsked() {
        return hasAsked;
    }

    /** A RESUME goes out. */
    void onResuming(Resume resume) {
        lastResume = resume;
        world.happenings().add(Happening.RESUME_SENT);
    }

    void begin() {
        begin(ClientHandshake.join(ticket, NAME, limits));
    }

    private void begin(ClientHandshake handshake) {
        Call next = new Call(world, this, handshake);
        call = next;
        world.client().loop().after(HANDSHAKE, next::onLimit);
        world.streams().connect(next);
    }

    @Override
    public void onDetached(String why) {
        closeSocket();
        attempts = 0;
        tryAgain(Duration.ZERO);
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
            begin(ClientHandshake.resume(
                    ticket, NAME, limits, dice.bytes32(), client.stream().received()));
        } else if (hasAsked) {
            begin(ClientHandshake.joinAgain(ticket, NAME, limits, dice.bytes32()));
        } else {
            begin();
        }
    }

    /** The handshake on a connection is over. */
    void onDecided(SocketEnd end, Step step) {
        call = null;
        Side client = world.client();
        if (client.isBegun() && !client.isAlive()) {
            end.abort();
        } else if (step instanceof Step.Established established) {
            begin(end, established.terms());
        } else if (step instanceof Step.GoesOn goesOn && !client.isBegun() && goesOn.received() == 0) {
            world.happenings().add(Happening.WELCOME_LOST);
            begin(end, goesOn.terms());
        } else if (step instanceof Step.GoesOn goesOn && client.stream().canGoOnAfter(goesOn.received())) {
            goOn(end, goesOn);
        } else if (step instanceof Step.Ended ended && client.isBegun()) {
            end.abort();
            onEndedThere(ended);
        } else {
            throw new AssertionError("the server answers " + step);
        }
    }

    private void begin(SocketEnd end, Terms terms) {
        backoff.reset();
        world.client().begin(end, newBinding(terms), this);
        openSocket();
    }

    private void goOn(SocketEnd end, Step.GoesOn step) {
        backoff.reset();
        world.client().resume(end, step.received(), newBinding(step.terms()));
        openSocket();
    }

    private void onEndedThere(Step.Ended step) {
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

    /** There is no session by a connection, for a reason. */
    void onFailed(ChatException why, boolean mayBeIn) {
        hasAsked |= mayBeIn;
        call = null;
        Side client = world.client();
        world.trace().add(client, "cannot connect: " + why.getMessage());
        if (client.isBegun() && !client.isAlive()) {
            return;
        }
        PeerRefusedException refusal = why instanceof PeerRefusedException refused ? refused : null;
        if (refusal != null && refusal.code() == RefusalCode.UNKNOWN && client.isBegun()) {
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
