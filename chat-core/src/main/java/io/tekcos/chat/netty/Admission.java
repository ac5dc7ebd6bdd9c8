package io.tekcos.chat.netty;

import io.netty.channel.Channel;
import io.tekcos.chat.model.JournalException;
import io.tekcos.chat.model.RefusalCode;
import io.tekcos.chat.protocol.Roster;
import io.tekcos.chat.protocol.ServerHandshake;
import io.tekcos.chat.wire.Frame;
import io.tekcos.chat.wire.Join;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Lets clients in that join: finds each a place, notes its session down and begins it. */
final class Admission {

    /** A client gives up first, so that it never comes back a moment too late. */
    private static final Duration EXTRA_WAIT = Duration.ofSeconds(30);

    private final SessionAcceptor acceptor;
    private final SessionRegistry registry;
    private final ServerNotes notes;

    Admission(SessionAcceptor acceptor, SessionRegistry registry, ServerNotes notes) {
        this.acceptor = acceptor;
        this.registry = registry;
        this.notes = notes;
    }

    /**
     * Begins the session of a client that joins.
     *
     * @return why not; null if it is in
     * @throws JournalException if the session cannot be noted down; then there is none
     */
    @Nullable
    RefusalCode admit(Join join, ServerHandshake handshake, Channel channel) {
        if (!registry.tryReserve()) {
            return RefusalCode.BUSY;
        }
        ServerLifeline lifeline = new ServerLifeline(acceptor, join.secret(), handshake.attempt(), away());
        AcceptedSession accepted = registry.makeReserved(() -> newSession(join, handshake, channel, lifeline));
        lifeline.hold(accepted);
        if (!registry.add(accepted.session(), lifeline)) {
            registry.cancelReservation();
            return RefusalCode.EXISTS;
        }
        try {
            notes.begin(join.session(), join.secret());
        } catch (JournalException broken) {
            registry.remove(accepted.session());
            throw broken;
        }
        lifeline.onConnected(accepted);
        begin(accepted, handshake, channel);
        return null;
    }

    private AcceptedSession newSession(Join join, ServerHandshake handshake, Channel channel, ServerLifeline lifeline) {
        long id = Randoms.datagramId();
        FramedSession session = new FramedSession(
                channel.eventLoop(),
                handshake.terms(join, id),
                Addresses.remote(channel),
                acceptor.newBinding(id, join.secret(), channel),
                Roster.ofServer(),
                acceptor.limits(),
                away(),
                lifeline,
                notes.of(join.session()));
        return new AcceptedSession(session, id);
    }

    private void begin(AcceptedSession accepted, ServerHandshake handshake, Channel channel) {
        FramedSession session = accepted.session();
        session.begin(channel); // first: if what follows throws, the session ends by it
        Frame welcome = handshake.admit(accepted.datagramId(), acceptor.name());
        channel.write(Frames.encode(channel, welcome), channel.voidPromise());
        acceptor.attachDatagrams(session.udpPath());
        acceptor.announce(session);
        channel.flush(); // only now: whoever is let in is known to the server
    }

    private Duration away() {
        Duration clientsWait = acceptor.limits().resume();
        return clientsWait.isZero() ? Duration.ZERO : clientsWait.plus(EXTRA_WAIT);
    }
}
