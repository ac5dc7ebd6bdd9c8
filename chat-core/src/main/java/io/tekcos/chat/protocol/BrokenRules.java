package io.tekcos.chat.protocol;

import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.wire.Frame;
import io.tekcos.chat.wire.WireException;

/** What a peer did that is not allowed. */
final class BrokenRules {

    private BrokenRules() {}

    /** A frame that is not allowed in a state. */
    static WireException by(Frame frame, Object state) {
        return by("a " + frame.getClass().getSimpleName() + " frame while " + state);
    }

    static WireException by(String how) {
        return new WireException(CloseCause.PROTOCOL_ERROR, how);
    }
}
