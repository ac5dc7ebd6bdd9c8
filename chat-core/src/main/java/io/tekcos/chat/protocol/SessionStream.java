package io.tekcos.chat.protocol;

import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.JournalException;
import io.tekcos.chat.model.RoundTrip;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.model.SessionClosed.Initiator;
import io.tekcos.chat.model.SessionCounters.Both;
import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.wire.Bye;
import io.tekcos.chat.wire.Bytes32;
import io.tekcos.chat.wire.CopyDatagram;
import io.tekcos.chat.wire.Forgotten;
import io.tekcos.chat.wire.Frame;
import io.tekcos.chat.wire.Ping;
import io.tekcos.chat.wire.Pong;
import io.tekcos.chat.wire.Received;
import io.tekcos.chat.wire.RoomFrame;
import io.tekcos.chat.wire.Skipped;
import io.tekcos.chat.wire.Text;
import io.tekcos.chat.wire.TransferFrame;
import io.tekcos.chat.wire.WireException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * A session's stream once the handshake is over: delivery both ways, its health, its connections one after the other, and its
 * end. What a connection brings goes in by {@code on...} methods; what is to be done about it goes to the
 * {@link StreamConnection} and the {@link StreamEar}, at the latest with the next {@link #flush}. It lives on the session's
 * thread; what says "any thread" may be asked from others.
 *
 * <pre>
 *               attach                     connection lost
 *  (just made) --------> CONNECTED ---------------------------------> DETACHED
 *                          |   ^                                        |  |
 *                          |   +---------------- resume ----------------+  |
 *                          | goodbye, violation,                           | too long away,
 *                          | or nothing to resume with                     | ended at the peer
 *                          +------------------> ENDED <--------------------+
 * </pre>
 *
 * @param <P> what waits for a text's acknowledgement
 */
public final class SessionStream<P> {

    private final StreamEar<P> ear;
    private final SessionJournal journal;
    private final Outbound<P> outbound;
    private final Hearing hearing;
    private final Link link;
    private final Ending<P> ending;
    private final Count resumes = new Count();
    private final Count repeated = new Count();
    private long now;

    /**
     * Begins at position 0 in both directions, without a connection.
     *
     * @param receiveWindow how many bytes the peer may send unacknowledged
     * @param sendWindow how many this side may
     * @param drain how long a goodbye may take, in nanoseconds
     * @param away how long the session waits for another connection when one is lost, in nanoseconds; 0 ends it at once
     */
    public SessionStream(StreamEar<P> ear, long receiveWindow, long sendWindow, long drain, long away, long now) {
        this(ear, receiveWindow, sendWindow, drain, away, now, SessionJournal.NONE);
    }

    /**
     * The same, with a journal that outlives the process.
     *
     * @param journal is told of each text before it counts as accepted, and of what was heard before that is acknowledged; it is
     *     closed at the end
     */
    public SessionStream(
            StreamEar<P> ear,
            long receiveWindow,
            long sendWindow,
            long drain,
            long away,
            long now,
            SessionJournal journal) {
        this.ear = ear;
        this.journal = journal;
        this.now = now;
        Farewell farewell = new Farewell();
        outbound = new Outbound<>(sendWindow, journal);
        hearing = new Hearing(ear, journal, farewell, receiveWindow);
        link = new Link(away, now);
        ending = new Ending<>(ear, journal, farewell, outbound, hearing, link, drain);
    }

    /**
     * Goes on where the process before this one was killed; before there is a connection.
     *
     * @param heard the last position of the peer's frames that the listener is known to have had
     * @param acknowledged the last position that the peer has acknowledged
     * @param frames those that follow
     * @param maySent whether that process may have sent some of them in this session
     * @param pendingOf what waits for the acknowledgement of a frame
     */
    public void restore(
            long heard,
            long acknowledged,
            List<byte[]> frames,
            boolean maySent,
            Function<? super byte[], ? extends P> pendingOf) {
        hearing.restore(heard);
        outbound.restore(acknowledged, frames, maySent, pendingOf);
    }

    /** The listener may have had what the peer sent up to a position: a process before this one may have died in between. */
    public void expectRepeatsUpTo(long position) {
        hearing.expectRepeatsUpTo(position);
    }

    /** The first connection is there. */
    public void attach(StreamConnection first, long time) {
        now = time;
        link.attach(first, time);
    }

    /** Whether neither side has begun to end the session. */
    public boolean isOpen() {
        return ending.isOpen();
    }

    /** Whether there is a connection. Any thread. */
    public boolean isConnected() {
        return link.isUp();
    }

    /** Whether a connection is the one that the session has; of any other nothing is heard any more. */
    public boolean isBy(StreamConnection which) {
        return link.connection() == which;
    }

    /** The last position of the peer's frames that has arrived: the peer goes on after it. */
    public long received() {
        return hearing.arrived();
    }

    /** The last position of the peer's frames from which the listener has returned. */
    public long heard() {
        return hearing.processed();
    }

    /** Whether the peer can have had everything up to a position. */
    public boolean hasSent(long position) {
        return position >= 0 && position <= outbound.sent();
    }

    /** Whether this side can go on after the position that the peer has received; where not, one of the two is wrong. */
    public boolean canGoOnAfter(long position) {
        return !ending.isOver() && outbound.canGoOnAfter(position);
    }

    /**
     * Another connection is there, in place of one that is lost or was given up.
     *
     * @param peerReceived the last position that has arrived at the peer, one after which this side {@link #canGoOnAfter}
     */
    public void resume(StreamConnection next, long peerReceived, long time) {
        attach(next, time);
        long again = outbound.goOnAfter(peerReceived);
        hearing.onReconnected();
        resumes.increment();
        repeated.add(again);
        ending.onReconnected(time);
        ear.onResumed(again); // last: whoever hears of it may close the session
    }

    /**
     * The session is over at the peer, and goes on as another with the next connection: what the peer has not had is sent again.
     * Only while there is no connection.
     *
     * @param heardByPeer the last position that the peer's listener has had, as it says; one that this side {@link #hasSent}
     * @param exact whether it had none after that
     * @param session the other session's name
     * @throws JournalException if the journal could not keep it; then nothing is changed
     */
    public void renew(long heardByPeer, boolean exact, SessionId session, Bytes32 secret, long time) {
        long heard = Math.max(heardByPeer, outbound.acknowledged());
        boolean isSure = exact && heard == heardByPeer; // a peer that has said more before has lost its notes of it
        outbound.renew(
                heard, heard, !isSure, ear::onAcknowledged, frames -> journal.renewed(session, secret, 0, frames));
        beginAnew(time);
    }

    /**
     * The peer knows nothing of the session, which goes on as another with the next connection. What was sent has an unknown fate;
     * what was not is sent by the other. Only while there is no connection.
     *
     * @param session the other session's name
     * @throws JournalException if the journal could not keep it; then nothing is changed
     */
    public void renewUnknown(SessionId session, Bytes32 secret, long time) {
        SessionClosed lost =
                new SessionClosed(CloseCause.CONNECTION_LOST, Initiator.NETWORK, "the peer has forgotten it");
        outbound.renew(
                outbound.sent(),
                outbound.acknowledged(),
                false,
                pending -> ear.onUnknown(pending, lost),
                frames -> journal.renewed(session, secret, 0, frames));
        beginAnew(time);
    }

    private void beginAnew(long time) {
        hearing.beginAnew();
        ending.onRenewed();
        link.awaitNext(time);
    }

    /**
     * The peer has said what it accepts, in place of what the session began with; before the connection is there on which it does.
     *
     * @param sendWindow how many bytes this side may send unacknowledged
     */
    public void setSendWindow(long sendWindow) {
        outbound.setWindow(sendWindow);
    }

    /** The peer has given up the session; it had heard everything up to a position, as it says, which this side {@link #hasSent}. */
    public void onEndedByPeer(long peerHeard, boolean exact) throws WireException {
        ending.onEndedByPeer();
        onAcknowledged(peerHeard);
        ending.endAsByPeer(exact);
    }

    /** The log of what is sent; texts are appended to it from any thread. */
    public Outbound<P> outbound() {
        return outbound;
    }

    /** How the session ended, or is about to; known from before the log is closed. Any thread. */
    public SessionClosed outcome() {
        return ending.outcome();
    }

    /** How long an answer takes. Any thread. */
    public RoundTrip roundTrip() {
        return link.roundTrip();
    }

    /** Texts that were delivered from the stream. Any thread. */
    public long textsReceived() {
        return hearing.texts();
    }

    /** How often another connection has taken the place of a lost one. Any thread. */
    public long resumes() {
        return resumes.get();
    }

    /** How many frames were sent again because of that. Any thread. */
    public long repeated() {
        return repeated.get();
    }

    /** Which copies came first. Any thread. */
    public Both both(long textsSent) {
        return hearing.both(textsSent);
    }

    /** Bytes have come; their frames follow. */
    public void onRead(long time) {
        now = time;
        link.onRead(time);
    }

    /** Takes the next frame of what was read. */
    public void onFrame(Frame frame, int bytes) throws WireException {
        if (frame instanceof Text text) {
            hearing.onText(text, bytes, now);
        } else if (frame instanceof Received received) {
            onAcknowledged(received.position());
        } else if (frame instanceof Ping ping) {
            link.onPing(ping);
        } else if (frame instanceof Pong pong) {
            link.onPong(pong, now);
        } else if (frame instanceof Bye bye) {
            onAcknowledged(bye.received());
            ending.onBye(bye, now);
        } else if (frame instanceof RoomFrame news) {
            hearing.onRoomFrame(news, bytes, now);
        } else if (frame instanceof TransferFrame transfer) {
            hearing.onTransferFrame(transfer, bytes, now);
        } else if (frame instanceof Forgotten) {
            hearing.onForgotten(bytes, now);
        } else if (frame instanceof Skipped skipped) {
            hearing.onSkipped(skipped, bytes, now);
        } else {
            throw new WireException(
                    CloseCause.PROTOCOL_ERROR, "a " + frame.getClass().getSimpleName() + " frame in a running session");
        }
    }

    /** Takes a copy, by UDP, of a text of this stream; returns whether it was of any use. */
    public boolean onCopy(CopyDatagram copy, long time) {
        return hearing.onCopy(copy, time);
    }

    /** The ear has had so many of the oldest frames that were waiting for it, of so many bytes together. */
    public void onProcessed(int frames, long bytes) {
        hearing.onProcessed(frames, bytes);
    }

    /** The peer's output has ended in order. */
    public void onInputEnd() {
        ending.onInputEnd(now);
    }

    /** The connection is no more: the end of the session, or the beginning of a wait for another. */
    public void onConnectionEnd(long time) {
        now = time;
        link.detach(time);
        if (!ending.onConnectionEnd()) {
            ear.onDetached(link.loss());
        }
    }

    /** The connection, if there is one, is given up: nothing is heard of it any more. */
    public void onSuperseded(String why, long time) {
        if (link.isUp()) {
            link.giveUp(why);
            onConnectionEnd(time);
        }
    }

    /** Says goodbye after all that was accepted for sending. */
    public void close(CloseCause cause, String text, long time) {
        now = time;
        ending.close(cause, text, time);
    }

    /** Ends the session at once: the peer hears why, and nothing more. */
    public void fail(CloseCause cause, String text) {
        ending.fail(cause, text);
    }

    /** Ends the session and the connection at once. The peer hears of it if there is time for a word. */
    public void abort() {
        ending.abort();
    }

    /** The session will not get another connection, for a reason. */
    public void giveUp(String why) {
        ending.giveUp(why);
    }

    /** Does what is due by the clock. */
    public void poll(long time) {
        now = time;
        if (ending.isOver() || ending.poll(time)) {
            return;
        }
        if (link.isAwayTooLong(time)) {
            ending.giveUp("no connection for " + TimeUnit.NANOSECONDS.toSeconds(link.away()) + " s");
        } else if (link.isUp() && ending.isOpen() && link.pollSilence(time)) {
            ending.lose("no sign of life for 15 s");
        }
    }

    /** How long until {@link #poll} has something to do, in nanoseconds; negative if it is late, the greatest if never. */
    public long untilPoll(long time) {
        return ending.isOver()
                ? Long.MAX_VALUE
                : Math.min(ending.untilPoll(time), link.untilPoll(ending.isOpen(), time));
    }

    /** Writes what was appended and what is owed to the peer, and flushes once. */
    public void flush() {
        StreamConnection out = link.connection();
        if (out == null || ending.isDecided()) {
            return;
        }
        if (out.isWritable()) {
            writeWhatIsDue(out);
            ending.sendByeIfDue(out);
        }
        JournalException fault = hearing.fault();
        if (fault != null) {
            ending.fail(CloseCause.INTERNAL_ERROR, String.valueOf(fault.getMessage()));
        } else if (hearing.isSettled()) {
            ending.onSettled(now);
        }
    }

    /**
     * What a peer that does not read is owed waits here, where it is bounded, and not in the connection: texts in the log,
     * unsent, so that nobody can acknowledge them, acknowledgements as the one that stands for all, and the latest PONG.
     */
    private void writeWhatIsDue(StreamConnection out) {
        boolean wrote = outbound.takeUnsent(out);
        if (hearing.isAcknowledgementDue()) {
            out.write(new Received(hearing.acknowledge()));
            wrote = true;
        }
        if (link.writeWhatIsDue(out, ending.isOpen(), now) || wrote) {
            out.flush();
        }
    }

    private void onAcknowledged(long position) throws WireException {
        outbound.onReceived(position, ear::onAcknowledged);
        journal.acknowledged(position);
    }
}
