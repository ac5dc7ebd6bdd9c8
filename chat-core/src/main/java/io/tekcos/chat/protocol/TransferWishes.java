package io.tekcos.chat.protocol;

import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.wire.Frame;
import io.tekcos.chat.wire.WireException;

/** Whether either side wants a transfer to wait. */
final class TransferWishes {

    private boolean pausedHere;
    private boolean pausedThere;

    boolean isPaused() {
        return pausedHere || pausedThere;
    }

    boolean isPausedHere() {
        return pausedHere;
    }

    void pauseHere(boolean paused) {
        pausedHere = paused;
    }

    void pauseThere(boolean paused) {
        pausedThere = paused;
    }

    /** A frame that is not allowed. */
    static WireException broken(Frame frame, Object state) {
        return broken("a " + frame.getClass().getSimpleName() + " frame while " + state);
    }

    static WireException broken(String how) {
        return new WireException(CloseCause.PROTOCOL_ERROR, how);
    }
}
