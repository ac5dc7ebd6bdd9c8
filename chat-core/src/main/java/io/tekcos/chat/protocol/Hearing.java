package io.tekcos.chat.protocol;

import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.JournalException;
import io.tekcos.chat.model.SessionCounters.Both;
import io.tekcos.chat.wire.CopyDatagram;
import io.tekcos.chat.wire.RoomFrame;
import io.tekcos.chat.wire.Skipped;
import io.tekcos.chat.wire.Text;
import io.tekcos.chat.wire.TransferFrame;
import io.tekcos.chat.wire.WireException;
import org.jspecify.annotations.Nullable;

/**
 * What a session's ear hears of the peer's sequenced frames: every one of them, but each text only by the copy that came first.
 * What it has had is noted down, and then acknowledged.
 */
final class Hearing {

    private final StreamEar<?> ear;
    private final SessionJournal journal;
    private final Farewell farewell;
    private final long window;
    private final FirstCopies copies = new FirstCopies();
    private final Count texts = new Count();
    private Inbound inbound;
    private long maybeRepeatedUpTo;
    private @Nullable JournalException fault;

    /**
     * Begins at position 0.
     *
     * @param farewell knows whether the peer may still send
     * @param window how many bytes it may send unacknowledged
     */
    Hearing(StreamEar<?> ear, SessionJournal journal, Farewell farewell, long window) {
        this.ear = ear;
        this.journal = journal;
        this.farewell = farewell;
        this.window = window;
        inbound = new Inbound(window);
    }

    /** Goes on after a position that the listener is known to have had. */
    void restore(long heard) {
        inbound = new Inbound(window, heard);
        copies.beginAfter(heard);
    }

    /** The listener may have had what the peer sent up to a position. */
    void expectRepeatsUpTo(long position) {
        maybeRepeatedUpTo = position;
    }

    /** Another session begins, in which the positions begin anew. */
    void beginAnew() {
        inbound.beginAnew();
        copies.beginAfter(0);
        maybeRepeatedUpTo = 0;
    }

    /** There is another connection. */
    void onReconnected() {
        inbound.onReconnected();
    }

    /** The last position that has arrived. */
    long arrived() {
        return inbound.arrived();
    }

    /** The last position from which the listener has returned. */
    long processed() {
        return inbound.processed();
    }

    /** Texts that were delivered from the stream. Any thread. */
    long texts() {
        return texts.get();
    }

    /** Which copies came first. Any thread. */
    Both both(long textsSent) {
        return copies.counters(textsSent);
    }

    void onText(Text text, int bytes, long now) throws WireException {
        long position = onArrived(bytes);
        if (copies.isFirst(position, text.both(), now)) {
            texts.increment();
            ear.onText(text, bytes, text.again() || position <= maybeRepeatedUpTo);
        } else {
            ear.onNothing(bytes);
            onSecond(text.id(), false);
        }
    }

    void onRoomFrame(RoomFrame news, int bytes, long now) throws WireException {
        copies.isFirst(onArrived(bytes), false, now);
        ear.onRoomFrame(news, bytes);
    }

    void onTransferFrame(TransferFrame frame, int bytes, long now) throws WireException {
        copies.isFirst(onArrived(bytes), false, now);
        ear.onTransferFrame(frame, bytes);
    }

    void onForgotten(int bytes, long now) throws WireException {
        copies.isFirst(onArrived(bytes), false, now);
        ear.onTransfersForgotten(bytes);
    }

    void onSkipped(Skipped skipped, int bytes, long now) throws WireException {
        if (skipped.sequenced()) {
            copies.isFirst(onArrived(bytes), false, now);
            ear.onNothing(bytes);
        }
    }

    /** Takes a copy, by UDP, of a text of the stream; returns whether it was of any use. */
    boolean onCopy(CopyDatagram copy, long now) {
        return switch (copies.judge(copy.position(), now)) {
            case FIRST -> onEarly(copy, now);
            case SECOND -> {
                onSecond(copy.textId(), true);
                yield true;
            }
            case TOO_EARLY -> false;
        };
    }

    private boolean onEarly(CopyDatagram copy, long now) {
        if (!farewell.isPeerSending() || !ear.onEarlyText(copy)) {
            return false;
        }
        copies.onEarly(copy.position(), now);
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

    /** The ear has had so many of the oldest frames that were waiting for it, of so many bytes together. */
    void onProcessed(int frames, long bytes) {
        inbound.onProcessed(frames, bytes);
    }

    /** Whether the ear has had everything, and all of it is acknowledged. */
    boolean isSettled() {
        return ear.isIdle() && !inbound.isAcknowledgementDue();
    }

    /** Whether there is something to acknowledge, or to acknowledge again. */
    boolean isAcknowledgementDue() {
        return inbound.isAcknowledgementDue();
    }

    /**
     * Acknowledges all that was heard, and returns the position. What is acknowledged is noted down before; what cannot be is not
     * acknowledged, and is a {@link #fault}.
     */
    long acknowledge() {
        try {
            journal.received(inbound.processed());
            return inbound.acknowledge();
        } catch (JournalException broken) {
            fault = broken;
            return inbound.acknowledged();
        }
    }

    /** Why what was heard could not be noted down, so that the session must end; null if it could. */
    @Nullable
    JournalException fault() {
        return fault;
    }
}
