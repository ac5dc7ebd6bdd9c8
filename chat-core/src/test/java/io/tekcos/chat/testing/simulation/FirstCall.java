package io.tekcos.chat.testing.simulation;

import io.tekcos.chat.journal.ClientJournal;
import io.tekcos.chat.journal.SavedSession;
import io.tekcos.chat.model.ChatException;
import io.tekcos.chat.model.PeerRefusedException;
import io.tekcos.chat.model.PeerUnreachableException;
import io.tekcos.chat.model.RefusalCode;
import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.protocol.Backoff;
import io.tekcos.chat.protocol.ClientHandshake;
import io.tekcos.chat.protocol.ClientHandshake.Step;
import io.tekcos.chat.protocol.Ticket;
import io.tekcos.chat.wire.Epitaph;
import io.tekcos.chat.wire.Resume;
import io.tekcos.chat.wire.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of a process with an outbox: a session, or the one that the process before has left, as
 * {@code FirstConnection} does it. When it gives up, so does the process.
 */
final class FirstCall implements Call.Owner {

    private static final int MOST_REPEATS = 3;

    private final World world;
    private final Dice dice;
    private final ClientJournal journal;
    private final Backoff backoff;
    private @Nullable SavedSession saved;
    private List<byte[]> unknown = List.of();
    private boolean forgotten;
    private Ticket ticket;
    private Caller caller;
    private int repeats;

    FirstCall(World world, ClientJournal.Opened opened) {
        this.world = world;
        journal = opened.journal();
        saved = opened.saved();
        dice = world.dice().split();
        Dice jitter = dice.split();
        backoff = new Backoff(() -> jitter.between(0, 1_000) / 1_000.0);
        ticket = saved == null ? newTicket() : new Ticket(saved.session(), saved.secret(), saved.lastAttempt());
        caller = new Caller(world, ticket, journal);
        world.callBy(caller);
    }

    private Ticket newTicket() {
        return new Ticket(new SessionId(dice.any(), dice.any()), dice.bytes32(), 0);
    }

    private void use(Ticket other) {
        ticket = other;
        caller = new Caller(world, other, journal);
        world.callBy(caller);
    }

    void open() {
        if (saved == null) {
            world.toServer().onBegun(ticket.session());
            journal.begin(ticket.session(), ticket.secret());
            call(ClientHandshake.join(ticket, Caller.NAME, caller.limits()));
        } else {
            askAgain();
        }
    }

    private void askAgain() {
        if (saved == null || saved.peerWindow() == 0) {
            joinAgain();
        } else {
            comeBack(saved);
        }
    }

    private void joinAgain() {
        ClientHandshake handshake = ClientHandshake.joinAgain(ticket, Caller.NAME, caller.limits(), dice.bytes32());
        if (!forgotten) {
            journal.attempt((int) ticket.attempt());
        }
        call(handshake);
    }

    private void comeBack(SavedSession left) {
        ClientHandshake handshake = ClientHandshake.resume(ticket, dice.bytes32(), left.received());
        journal.attempt((int) ticket.attempt());
        call(handshake);
    }

    private void call(ClientHandshake handshake) {
        caller.call(handshake, this);
    }

    @Override
    public boolean hasAsked() {
        return ticket.attempt() > 0;
    }

    @Override
    public void onResuming(Resume resume) {
        caller.onResuming(resume);
    }

    @Override
    public void onFailed(ChatException why, boolean hasAsked) {
        boolean mayBeIn = hasAsked && why instanceof PeerUnreachableException;
        if (saved != null && isForgotten(why)) {
            forget(saved);
        } else if ((mayBeIn || isLate(why)) && repeats < MOST_REPEATS) {
            repeats++;
            world.client().loop().after(backoff.next(0), this::askAgain);
        } else {
            fail();
        }
    }

    @Override
    public void onDecided(SocketEnd end, Step step) {
        if (forgotten && !(step instanceof Step.Ended)) {
            world.toServer().onForgetting();
            journal.renewed(ticket.session(), ticket.secret(), (int) ticket.attempt(), List.of());
            world.toServer().onUnknown(unknown, ticket.session());
        }
        if (step instanceof Step.Established established) {
            caller.begin(end, established.terms(), saved);
            onStanding();
        } else if (step instanceof Step.GoesOn goesOn && saved == null && goesOn.received() == 0) {
            caller.begin(end, goesOn.terms(), null);
            onStanding();
        } else if (step instanceof Step.GoesOn goesOn && saved != null && caller.goOn(end, goesOn, saved)) {
            onStanding();
        } else if (step instanceof Step.GoesOn goesOn && saved != null && goesOn.received() > last(saved)) {
            end.abort();
            require(world.outbox().maySomeBeLost(), "the server has more than was kept");
            world.toServer().onArrived(saved.frames());
            goOnAsAnother(List.of(), true);
        } else if (step instanceof Step.Ended ended && saved != null) {
            end.abort();
            renew(ended.epitaph(), saved);
        } else {
            end.abort();
            fail();
        }
    }

    private void onStanding() {
        if (forgotten) {
            world.happenings().add(Happening.FORGOTTEN_AT_RETURN);
        }
        world.reaper().onStanding();
    }

    private void fail() {
        journal.close();
        world.reaper().startAgain();
    }

    private static boolean isForgotten(ChatException why) {
        return why instanceof PeerRefusedException refused
                && (refused.code() == RefusalCode.UNKNOWN || refused.code() == RefusalCode.IMPOSSIBLE_POSITION);
    }

    private boolean isLate(ChatException why) {
        return ticket.attempt() > 0
                && why instanceof PeerRefusedException refused
                && (refused.code() == RefusalCode.EXISTS || refused.code() == RefusalCode.SUPERSEDED);
    }

    private static long last(SavedSession saved) {
        return saved.acknowledged() + saved.frames().size();
    }

    private void renew(Epitaph epitaph, SavedSession before) {
        long heardHere = Math.min(epitaph.acknowledged(), last(before));
        require(
                heardHere == epitaph.acknowledged() || world.outbox().maySomeBeLost(),
                "the server has heard what was never kept");
        int heard = (int) Math.max(0, heardHere - before.acknowledged());
        boolean isSure = epitaph.exact() && epitaph.acknowledged() >= before.acknowledged();
        world.happenings().add(isSure ? Happening.RENEWED_EXACTLY : Happening.RENEWED_ABOUT);
        world.toServer().onDelivered(before.frames().subList(0, heard));
        List<byte[]> kept = before.frames().subList(heard, before.frames().size());
        kept.forEach(frame -> Text.redirect(frame, !isSure || Text.isBoth(frame)));
        goOnAsAnother(kept, isSure);
    }

    private void forget(SavedSession before) {
        unknown = before.frames();
        forgotten = true;
        saved = null;
        use(newTicket());
        call(ClientHandshake.join(ticket, Caller.NAME, caller.limits()));
    }

    private void goOnAsAnother(List<byte[]> frames, boolean isSure) {
        use(newTicket());
        world.toServer().onRenewing(isSure);
        journal.renewed(ticket.session(), ticket.secret(), 0, frames);
        world.toServer().onRenewed(ticket.session(), isSure);
        saved = new SavedSession(ticket.session(), ticket.secret(), 0, 0, 0, 0, frames);
        call(ClientHandshake.join(ticket, Caller.NAME, caller.limits()));
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError(otherwise);
        }
    }
}
