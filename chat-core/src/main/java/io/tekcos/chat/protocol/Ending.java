package io.tekcos.chat.protocol;

import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.JournalException;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.model.SessionClosed.Initiator;
import io.tekcos.chat.wire.Bye;
import io.tekcos.chat.wire.WireException;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * How a session comes to its end: says the goodbye that its {@link Farewell} decides on, within the time that there is for it, and
 * when the session is over tells what became of each text that was not acknowledged.
 *
 * @param <P> what waits for a text's acknowledgement
 */
final class Ending<P> {

    private final StreamEar<P> ear;
    private final SessionJournal journal;
    private final Farewell farewell;
    private final Outbound<P> outbound;
    private final Hearing hearing;
    private final Link link;
    private final long drain;
    private boolean goodbyeBegun;
    private boolean byeDue;
    private long goodbyeDeadline;
    private boolean knownToPeer;
    private boolean over;
    private volatile @Nullable SessionClosed outcome;

    /**
     * Creates one.
     *
     * @param drain how long a goodbye may take, in nanoseconds
     */
    Ending(
            StreamEar<P> ear,
            SessionJournal journal,
            Farewell farewell,
            Outbound<P> outbound,
            Hearing hearing,
            Link link,
            long drain) {
        this.ear = ear;
        this.journal = journal;
        this.farewell = farewell;
        this.outbound = outbound;
        this.hearing = hearing;
        this.link = link;
        this.drain = drain;
    }

    /** Whether neither side has begun to end the session. */
    boolean isOpen() {
        return farewell.isOpen();
    }

    /** Whether all is decided, and nothing more is said. */
    boolean isDecided() {
        return farewell.isEnded();
    }

    /** Whether the session is over, and has no connection any more. */
    boolean isOver() {
        return over;
    }

    /** How the session ended, or is about to; known from before the log is closed. Any thread. */
    SessionClosed outcome() {
        return Objects.requireNonNull(outcome, "a session that is ending has an outcome");
    }

    /** Says goodbye after all that was accepted for sending. */
    void close(CloseCause cause, String text, long now) {
        if (!farewell.isEnded()) {
            ear.onClosing();
            perform(farewell.onClose(cause, text), now);
        }
    }

    void onBye(Bye bye, long now) throws WireException {
        knownToPeer = true;
        perform(farewell.onBye(bye), now);
    }

    /** Nothing that arrived waits for the listener or for its acknowledgement any more. */
    void onSettled(long now) {
        if (!byeDue) {
            perform(farewell.onSettled(), now);
        }
    }

    /** The peer's output has ended in order. */
    void onInputEnd(long now) {
        if (byeDue) {
            lose(""); // what goes before BYE waits for acknowledgements that will not come
        } else {
            perform(farewell.onInputEnd(), now);
        }
    }

    /** There is another connection, on which what was said has to be said again. */
    void onReconnected(long now) {
        perform(farewell.onReconnected(), now);
    }

    /** The connection is no more; returns whether the session is over with it. */
    boolean onConnectionEnd() {
        if (!farewell.isEnded() && link.mayComeBack() && !isAllSaid()) {
            return false;
        }
        end();
        return true;
    }

    /** The session goes on as another, whatever the peer said of this one. */
    void onRenewed() {
        knownToPeer = false;
    }

    /** The peer has given up the session. */
    void onEndedByPeer() {
        knownToPeer = true;
    }

    /**
     * The session ends without a connection, because the peer has given it up, and has said what it had heard.
     *
     * @param exact whether that was all that it had heard
     */
    void endAsByPeer(boolean exact) {
        farewell.onFailure(CloseCause.CONNECTION_LOST, Initiator.NETWORK, "the peer did not wait any longer");
        end(exact ? ear::onUndelivered : ear::onUnknown);
    }

    /** Ends the session at once: the peer hears why, and nothing more. */
    void fail(CloseCause cause, String text) {
        if (!farewell.isEnded()) {
            farewell.onFailure(cause, Initiator.LOCAL, text);
            stopSending();
            StreamConnection out = link.connection();
            if (out == null) {
                end();
            } else {
                out.closeWith(new Bye(cause.code(), text, hearing.acknowledge()));
            }
        }
    }

    /** Ends the session and the connection at once. The peer hears of it if there is time for a word. */
    void abort() {
        if (over) {
            return;
        }
        boolean isOpen = farewell.isOpen();
        farewell.onFailure(CloseCause.GOODBYE, Initiator.LOCAL, "");
        stopSending();
        StreamConnection out = link.connection();
        if (out == null) {
            end();
            return;
        }
        if (isOpen && out.isWritable()) {
            out.write(new Bye(CloseCause.GOODBYE.code(), "", hearing.acknowledge()));
            out.flush();
        }
        out.abort();
    }

    /** The session will not get another connection, for a reason. */
    void giveUp(String why) {
        if (!over) {
            farewell.onFailure(CloseCause.CONNECTION_LOST, Initiator.NETWORK, why);
            end();
        }
    }

    /** The connection is of no more use; the session may be. */
    void lose(String why) {
        link.giveUp(why);
        abortOrEnd();
    }

    /** Ends the session if the goodbye has taken too long; returns whether it has. */
    boolean poll(long now) {
        boolean late = goodbyeBegun && now - goodbyeDeadline >= 0;
        if (late) {
            farewell.onFailure(CloseCause.CONNECTION_LOST, Initiator.NETWORK, ""); // but how it ended is known already
            abortOrEnd();
        }
        return late;
    }

    /** How long until {@link #poll} has something to do, in nanoseconds; negative if it is late, the greatest if never. */
    long untilPoll(long now) {
        return goodbyeBegun ? goodbyeDeadline - now : Long.MAX_VALUE;
    }

    private void perform(Farewell.Action action, long now) {
        if (action == Farewell.Action.SEND_BYE && !goodbyeBegun) {
            stopSending(); // nothing is appended any more
            goodbyeBegun = true;
            goodbyeDeadline = now + drain;
        }
        StreamConnection out = link.connection();
        if (out == null) {
            return; // the next connection brings what was to be said on this one
        }
        switch (action) {
            case NOTHING -> {}
            case SEND_BYE -> sendBye(out);
            case SHUT_OUTPUT -> link.shutOutput(out);
            case CLOSE -> out.close();
            case ABORT -> lose("");
        }
    }

    /** Goes on with a goodbye that waits for room in the peer's window. */
    void sendByeIfDue(StreamConnection out) {
        if (byeDue) {
            sendBye(out);
        }
    }

    private void sendBye(StreamConnection out) {
        SessionClosed why = outcome();
        byeDue = false; // before anything is written: that may lead back to here
        outbound.takeUnsent(out); // all that goes before BYE
        if (outbound.hasUnsent()) {
            byeDue = true;
            out.flush();
            return;
        }
        boolean isAnswer = why.by() == Initiator.PEER; // whose own code and text say why the session ends
        CloseCause cause = isAnswer ? CloseCause.GOODBYE : why.cause();
        out.write(new Bye(cause.code(), isAnswer ? "" : why.text(), hearing.acknowledge()));
        out.flush();
    }

    /** Whether the peer has said goodbye, and there is nothing left that it could tell this side. */
    private boolean isAllSaid() {
        return !farewell.isPeerSending() && outbound.unacknowledgedBytes() == 0;
    }

    private void abortOrEnd() {
        StreamConnection out = link.connection();
        if (out == null) {
            end();
        } else {
            out.abort(); // at once: the peer may never read what still waits, and nothing would end that wait
        }
    }

    /** The session has no connection any more, and will get none; nobody says what became of what was sent. */
    private void end() {
        if (!farewell.isEnded()) {
            farewell.onFailure(CloseCause.CONNECTION_LOST, Initiator.NETWORK, link.loss());
        }
        end(ear::onUnknown);
    }

    private void end(BiConsumer<P, SessionClosed> fateOfSent) {
        over = true;
        SessionClosed how = stopSending();
        boolean nothingIsLeft = knownToPeer && outbound.unacknowledgedBytes() == 0;
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
