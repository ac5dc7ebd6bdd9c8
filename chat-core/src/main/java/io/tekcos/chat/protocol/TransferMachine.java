package io.tekcos.chat.protocol;

import io.tekcos.chat.model.TransferFault;
import io.tekcos.chat.wire.Cancel;
import io.tekcos.chat.wire.Content;
import io.tekcos.chat.wire.Offer;
import io.tekcos.chat.wire.Pause;
import io.tekcos.chat.wire.Proceed;
import io.tekcos.chat.wire.TransferFrame;
import io.tekcos.chat.wire.WireException;
import org.jspecify.annotations.Nullable;

/**
 * What both ends of a transfer have in common: what either may say of it on the session, and its end. What is said of another offer of
 * the same transfer has no effect, and when it is over nothing has.
 */
public abstract sealed class TransferMachine permits TransferSender, TransferReceiver {

    final Content content;
    final RateMeter meter;
    private final Offer offer;
    private boolean pausedHere;
    private boolean pausedThere;
    private @Nullable TransferEnd end;

    TransferMachine(Offer offer, long now) {
        this.offer = offer;
        content = new Content(offer.bytes());
        meter = new RateMeter(now);
    }

    public final Offer offer() {
        return offer;
    }

    /** Whether a connection may be attached, also in place of one that is. */
    public abstract boolean takesConnection();

    /** The connection is lost. */
    public abstract void onLost();

    /** How many bytes the receiver has, or does not want. */
    public abstract long bytesHad();

    /** How many bytes a second it got in the last seconds. */
    public final long bytesPerSecond(long now) {
        return meter.perSecond(now);
    }

    /** Whether either side wants it to wait. */
    public final boolean isPaused() {
        return pausedHere || pausedThere;
    }

    /** How it ended; null while it is not over. */
    public final @Nullable TransferEnd end() {
        return end;
    }

    /** Takes what the peer says on the session. */
    public final void onFrame(TransferFrame frame) throws WireException {
        if (end != null || !frame.id().equals(offer.id())) {
            return;
        }
        if (frame instanceof Cancel cancel) {
            end(TransferEnd.failed(cancel.fault(), cancel.reason(), true));
        } else if (frame instanceof Pause || frame instanceof Proceed) {
            pausedThere = frame instanceof Pause;
        } else {
            onAnswer(frame);
        }
    }

    /** Takes what only the receiver may say. */
    abstract void onAnswer(TransferFrame frame) throws WireException;

    /** This side wants it to wait, or to go on; returns what to say on the session, null if nothing. */
    public final @Nullable TransferFrame pause(boolean paused) {
        if (end != null || pausedHere == paused) {
            return null;
        }
        pausedHere = paused;
        return paused ? new Pause(offer.id()) : new Proceed(offer.id());
    }

    /** This side ends it, or does not take it; returns what to say on the session, null if it was over. */
    public final @Nullable Cancel cancel(TransferFault fault, String reason) {
        if (end != null) {
            return null;
        }
        end(TransferEnd.failed(fault, reason, false));
        return new Cancel(offer.id(), fault, reason);
    }

    /** The session is over, and with it what this process can do for the transfer. */
    public final void onSessionEnd(String reason) {
        if (end == null) {
            end(TransferEnd.failed(TransferFault.SESSION_ENDED, reason, false));
        }
    }

    final void end(TransferEnd how) {
        end = how;
        onOver();
    }

    abstract void onOver();
}
