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
import io.tekcos.chat.wire.Frame;
import io.tekcos.chat.wire.Ping;
import io.tekcos.chat.wire.Pong;
import io.tekcos.chat.wire.Received;
import io.tekcos.chat.wire.RoomFrame;
import io.tekcos.chat.wire.Skipped;
import io.tekcos.chat.wire.Text;
import io.tekcos.chat.wire.WireException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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
    private final long receiveWindow;
    private final Outbound<P> outbound;
    private final FirstCopies copies = new FirstCopies();
    private final RoundTripEstimator roundTrip = new RoundTripEstimator();
    private final Farewell farewell = new Farewell();
    private final Count textsReceived = new Count();
    private final Count resumes = new Count();
    private final Count repeated = new Count();
    private final long drain;
    private final long away;
    private Inbound inbound;
    private StreamHealth health;
    private long now;
    private @Nullable Pong owedPong;
    private boolean pingDue;
    private boolean goodbyeBegun;
    private boolean outputShut;
    private boolean over;
    private long goodbyeDeadline;
    private long returnDeadline;
    private long maybeRepeatedUpTo;
    private boolean knownOver;
    private String loss = "";
    private @Nullable JournalException fault;
    private volatile @Nullable StreamConnection connection;
    private volatile @Nullable SessionClosed outcome;

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
        this.receiveWindow = receiveWindow;
        this.drain = drain;
        this.away = away;
        this.now = now;
        returnDeadline = now + away;
        inbound = new Inbound(receiveWindow);
        outbound = new Outbound<>(sendWindow, journal);
        health = new StreamHealth(roundTrip, now);
    }

    /**
     * Goes on where the process before this one was killed; before there is a connection.
     *
     * @param heard the last position of the peer's frames that the listener is known to have had
     * @param acknowledged the last position that the peer has acknowledged
     * @param frames those that follow
     * @param pendingOf what waits for the acknowledgement of a frame
     */
    public void restore(
            long heard, long acknowledged, List<byte[]> frames, Function<? super byte[], ? extends P> pendingOf) {
        inbound = new Inbound(receiveWindow, heard);
        copies.beginAfter(heard);
        outbound.restore(acknowledged, frames, pendingOf);
    }

    /** The listener may have had what the peer sent up to a position: a process before this one may have died in between. */
    public void expectRepeatsUpTo(long position) {
        maybeRepeatedUpTo = position;
    }

    /** The first connection is there. */
    public void attach(StreamConnection first, long time) {
        now = time;
        loss = "";
        health = new StreamHealth(roundTrip, time);
        connection = first;
    }

    /** Whether neither side has begun to end the session. */
    public boolean isOpen() {
        return farewell.isOpen();
    }

    /** Whether there is a connection. Any thread. */
    public boolean isConnected() {
        return connection != null;
    }

    /** Whether a connection is the one that the session has; of any other nothing is heard any more. */
    public boolean isBy(StreamConnection which) {
        return connection == which;
    }

    /** The last position of the peer's frames that has arrived: the peer goes on after it. */
    public long received() {
        return inbound.arrived();
    }

    /** The last position of the peer's frames from which the listener has returned. */
    public long heard() {
        return inbound.processed();
    }

    /** Whether the peer can have had everything up to a position. */
    public boolean hasSent(long position) {
        return position >= 0 && position <= outbound.sent();
    }

    /** Whether this side can go on after the position that the peer has received; where not, one of the two is wrong. */
    public boolean canGoOnAfter(long position) {
        return !over && outbound.canGoOnAfter(position);
    }

    /**
     * Another connection is there, in place of one that is lost or was given up.
     *
     * @param peerReceived the last position that has arrived at the peer, one after which this side {@link #canGoOnAfter}
     */
    public void resume(StreamConnection next, long peerReceived, long time) {
        attach(next, time);
        owedPong = null;
        pingDue = false;
        outputShut = false;
        long again = outbound.goOnAfter(peerReceived);
        inbound.onReconnected();
        resumes.increment();
        repeated.add(again);
        perform(farewell.onReconnected());
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
        outbound.renew(heard, heard, !isSure, ear::onAcknowledged, frames -> journal.renewed(session, secret, frames));
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
                frames -> journal.renewed(session, secret, frames));
        beginAnew(time);
    }

    private void beginAnew(long time) {
        inbound.beginAnew();
        copies.beginAfter(0);
        maybeRepeatedUpTo = 0;
        knownOver = false;
        returnDeadline = time + away;
    }

    /** The peer has given up the session; it had heard everything up to a position, as it says, which this side {@link #hasSent}. */
    public void onEndedByPeer(long peerHeard, boolean exact) throws WireException {
        knownOver = true;
        onAcknowledged(peerHeard);
        farewell.onFailure(CloseCause.CONNECTION_LOST, Initiator.NETWORK, "the peer did not wait any longer");
        end(exact ? ear::onUndelivered : ear::onUnknown);
    }

    /** The log of what is sent; texts are appended to it from any thread. */
    public Outbound<P> outbound() {
        return outbound;
    }

    /** How the session ended, or is about to; known from before the log is closed. Any thread. */
    public SessionClosed outcome() {
        return Objects.requireNonNull(outcome, "a session that is ending has an outcome");
    }

    /** How long an answer takes. Any thread. */
    public RoundTrip roundTrip() {
        return roundTrip.snapshot();
    }

    /** Texts that were delivered from the stream. Any thread. */
    public long textsReceived() {
        return textsReceived.get();
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
        return copies.counters(textsSent);
    }

    /** Bytes have come; their frames follow. */
    public void onRead(long time) {
        now = time;
        health.onRead(time);
    }

    /** Takes the next frame of what was read. */
    public void onFrame(Frame frame, int bytes) throws WireException {
        if (frame instanceof Text text) {
            onText(text, bytes);
        } else if (frame instanceof Received received) {
            onAcknowledged(received.position());
        } else if (frame instanceof Ping ping) {
            owedPong = new Pong(ping.token()); // the latest is enough, so nobody can make a pile of them
        } else if (frame instanceof Pong pong) {
            health.onPong(pong.token(), now);
        } else if (frame instanceof Bye bye) {
            onAcknowledged(bye.received());
            knownOver = true;
            perform(farewell.onBye(bye));
        } else if (frame instanceof RoomFrame news) {
            onRoomFrame(news, bytes);
        } else if (frame instanceof Skipped skipped) {
            onSkipped(skipped, bytes);
        } else {
            throw new WireException(
                    CloseCause.PROTOCOL_ERROR, "a " + frame.getClass().getSimpleName() + " frame in a running session");
        }
    }

    /** Takes a copy, by UDP, of a text of this stream; returns whether it was of any use. */
    public boolean onCopy(CopyDatagram copy, long time) {
        return switch (copies.judge(copy.position(), time)) {
            case FIRST -> onEarly(copy, time);
            case SECOND -> {
                onSecond(copy.textId(), true);
                yield true;
            }
            case TOO_EARLY -> false;
        };
    }

    /** The ear has had so many of the oldest frames that were waiting for it, of so many bytes together. */
    public void onProcessed(int frames, long bytes) {
        inbound.onProcessed(frames, bytes);
    }

    /** The peer's output has ended in order. */
    public void onInputEnd() {
        perform(farewell.onInputEnd());
    }

    /** The connection is no more: the end of the session, or the beginning of a wait for another. */
    public void onConnectionEnd(long time) {
        now = time;
        connection = null;
        if (farewell.isEnded() || away == 0 || isAllSaid()) {
            end();
        } else {
            returnDeadline = time + away;
            ear.onDetached(loss);
        }
    }

    /** The connection, if there is one, is given up: nothing is heard of it any more. */
    public void onSuperseded(String why, long time) {
        if (connection != null) {
            loss = why;
            onConnectionEnd(time);
        }
    }

    /** Says goodbye after all that was accepted for sending. */
    public void close(CloseCause cause, String text, long time) {
        if (!farewell.isEnded()) {
            now = time;
            ear.onClosing();
            perform(farewell.onClose(cause, text));
        }
    }

    /** Ends the session at once: the peer hears why, and nothing more. */
    public void fail(CloseCause cause, String text) {
        if (!farewell.isEnded()) {
            farewell.onFailure(cause, Initiator.LOCAL, text);
            stopSending();
            StreamConnection out = connection;
            if (out == null) {
                end();
            } else {
                out.closeWith(new Bye(cause.code(), text, acknowledge()));
            }
        }
    }

    /** Ends the session and the connection at once. The peer hears of it if there is time for a word. */
    public void abort() {
        if (over) {
            return;
        }
        boolean isOpen = farewell.isOpen();
        farewell.onFailure(CloseCause.GOODBYE, Initiator.LOCAL, "");
        stopSending();
        StreamConnection out = connection;
        if (out == null) {
            end();
            return;
        }
        if (isOpen && out.isWritable()) {
            out.write(new Bye(CloseCause.GOODBYE.code(), "", acknowledge()));
            out.flush();
        }
        out.abort();
    }

    /** The session will not get another connection, for a reason. */
    public void giveUp(String why) {
        if (!over) {
            farewell.onFailure(CloseCause.CONNECTION_LOST, Initiator.NETWORK, why);
            end();
        }
    }

    /** Does what is due by the clock. */
    public void poll(long time) {
        now = time;
        if (over) {
            return;
        }
        if (goodbyeBegun && time - goodbyeDeadline >= 0) {
            farewell.onFailure(CloseCause.CONNECTION_LOST, Initiator.NETWORK, ""); // but how it ended is known already
            abortOrEnd();
        } else if (connection == null && time - returnDeadline >= 0) {
            giveUp("no connection for " + TimeUnit.NANOSECONDS.toSeconds(away) + " s");
        } else if (connection != null && farewell.isOpen()) {
            switch (health.poll(time)) {
                case NOTHING -> {}
                case SEND_PING -> pingDue = true;
                case GIVE_UP -> lose("no sign of life for 15 s");
            }
        }
    }

    /** How long until {@link #poll} has something to do, in nanoseconds; negative if it is late, the greatest if never. */
    public long untilPoll(long time) {
        if (over) {
            return Long.MAX_VALUE;
        }
        long until = Long.MAX_VALUE;
        if (goodbyeBegun) {
            until = goodbyeDeadline - time;
        }
        if (connection == null) {
            return Math.min(until, returnDeadline - time);
        }
        return farewell.isOpen() ? Math.min(until, health.untilPoll(time)) : until;
    }

    /** Writes what was appended and what is owed to the peer, and flushes once. */
    public void flush() {
        StreamConnection out = connection;
        if (out == null || farewell.isEnded()) {
            return;
        }
        if (out.isWritable()) {
            writeWhatIsDue(out);
        }
        if (fault != null) {
            fail(CloseCause.INTERNAL_ERROR, String.valueOf(fault.getMessage()));
            return;
        }
        if (ear.isIdle() && !inbound.isAcknowledgementDue()) {
            perform(farewell.onSettled());
        }
    }

    /**
     * What a peer that does not read is owed waits here, where it is bounded, and not in the connection: texts in the log,
     * unsent, so that nobody can acknowledge them, acknowledgements as the one that stands for all, and the latest PONG.
     */
    private void writeWhatIsDue(StreamConnection out) {
        boolean wrote = outbound.takeUnsent(out);
        if (inbound.isAcknowledgementDue()) {
            out.write(new Received(acknowledge()));
            wrote = true;
        }
        if (owedPong != null && !outputShut) {
            out.write(owedPong);
            owedPong = null;
            wrote = true;
        }
        if (pingDue && farewell.isOpen()) {
            out.write(new Ping(health.onPingSent(now)));
            pingDue = false;
            wrote = true;
        }
        if (wrote) {
            out.flush();
        }
    }

    private void onAcknowledged(long position) throws WireException {
        outbound.onReceived(position, ear::onAcknowledged);
        journal.acknowledged(position);
    }

    private void onText(Text text, int bytes) throws WireException {
        long position = onArrived(bytes);
        if (copies.isFirst(position, text.both(), now)) {
            textsReceived.increment();
            ear.onText(text, bytes, text.again() || position <= maybeRepeatedUpTo);
        } else {
            ear.onNothing(bytes);
            onSecond(text.id(), false);
        }
    }

    private void onRoomFrame(RoomFrame news, int bytes) throws WireException {
        copies.isFirst(onArrived(bytes), false, now);
        ear.onRoomFrame(news, bytes);
    }

    private void onSkipped(Skipped skipped, int bytes) throws WireException {
        if (skipped.sequenced()) {
            copies.isFirst(onArrived(bytes), false, now);
            ear.onNothing(bytes);
        }
    }

    private boolean onEarly(CopyDatagram copy, long time) {
        if (!farewell.isPeerSending() || !ear.onEarlyText(copy)) {
            return false;
        }
        copies.onEarly(copy.position(), time);
        return true;
    }

    private void onSecond(long textId, boolean byUdp) {
        if (copies.behind() != Race.UNMEASURED) {
            ear.onSlowerCopy(textId, byUdp, copies.behind());
        }
    }

    private long onArrived(int bytes) throws WireException {
        if (!farewell.isPeerSending()) {
            throw new WireException(CloseCause.PROTOCOL_ERROR, "a sequenced frame after BYE");
        }
        return inbound.onArrived(bytes);
    }

    /** The connection is of no more use; the session may be. */
    private void lose(String why) {
        loss = why;
        abortOrEnd();
    }

    /** Whether the peer has said goodbye, and there is nothing left that it could tell this side. */
    private boolean isAllSaid() {
        return !farewell.isPeerSending() && outbound.unacknowledgedBytes() == 0;
    }

    private void abortOrEnd() {
        StreamConnection out = connection;
        if (out == null) {
            end();
        } else {
            out.abort(); // at once: the peer may never read what still waits, and nothing would end that wait
        }
    }

    private void perform(Farewell.Action action) {
        StreamConnection out = connection;
        if (action == Farewell.Action.SEND_BYE && !goodbyeBegun) {
            stopSending(); // nothing is appended any more
            goodbyeBegun = true;
            goodbyeDeadline = now + drain;
        }
        if (out == null) {
            return; // the next connection brings what was to be said on this one
        }
        switch (action) {
            case NOTHING -> {}
            case SEND_BYE -> sendBye(out);
            case SHUT_OUTPUT -> {
                outputShut = true;
                out.shutOutput();
            }
            case CLOSE -> out.close();
            case ABORT -> lose("");
        }
    }

    private void sendBye(StreamConnection out) {
        SessionClosed why = outcome();
        outbound.takeUnsent(out); // all that goes before BYE
        boolean isAnswer = why.by() == Initiator.PEER; // whose own code and text say why the session ends
        CloseCause cause = isAnswer ? CloseCause.GOODBYE : why.cause();
        out.write(new Bye(cause.code(), isAnswer ? "" : why.text(), acknowledge()));
        out.flush();
    }

    /** What is acknowledged must be noted down before; what cannot be is not acknowledged, and ends the session. */
    private long acknowledge() {
        try {
            journal.received(inbound.processed());
            return inbound.acknowledge();
        } catch (JournalException broken) {
            fault = broken;
            return inbound.acknowledged();
        }
    }

    /** The session has no connection any more, and will get none; nobody says what became of what was sent. */
    private void end() {
        if (!farewell.isEnded()) {
            farewell.onFailure(CloseCause.CONNECTION_LOST, Initiator.NETWORK, loss);
        }
        end(ear::onUnknown);
    }

    private void end(BiConsumer<P, SessionClosed> fateOfSent) {
        over = true;
        SessionClosed how = stopSending();
        boolean nothingIsLeft = knownOver && outbound.unacknowledgedBytes() == 0;
        if (journal.keepsFrames()) {
            outbound.abandon(pending -> ear.onKept(pending, how), pending -> ear.onKept(pending, how));
        } else {
            outbound.abandon(pending -> fateOfSent.accept(pending, how), pending -> ear.onUndelivered(pending, how));
        }
        closeJournal(nothingIsLeft);
        ear.onEnded(how);
    }

    /** A session of which something is left goes on when a process with the same journal begins. */
    private void closeJournal(boolean nothingIsLeft) {
        try {
            if (nothingIsLeft) {
                journal.end();
            }
        } catch (JournalException stillThere) {
            // a process to come will ask for the session, and hear that it has ended
        }
        journal.close();
    }

    private SessionClosed stopSending() {
        SessionClosed how = Objects.requireNonNull(farewell.outcome(), "whoever ends a session knows why");
        outcome = how; // before the log is closed: whoever finds it closed wants to know
        outbound.close();
        return how;
    }
}
