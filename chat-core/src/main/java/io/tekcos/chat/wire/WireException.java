package io.tekcos.chat.wire;

import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.RefusalCode;

/**
 * The bytes or the behaviour of the peer break the protocol: the one exception that reading from the wire throws. It carries
 * no stack trace, for the fault is the peer's.
 */
public class WireException extends Exception {

    private static final long serialVersionUID = 1;

    private final CloseCause cause;
    private final RefusalCode refusal;

    public WireException(CloseCause cause, String message) {
        this(cause, RefusalCode.MALFORMED, message);
    }

    public WireException(RefusalCode refusal, String message) {
        this(CloseCause.PROTOCOL_ERROR, refusal, message);
    }

    WireException(CloseCause cause, RefusalCode refusal, String message) {
        super(message, null, false, false);
        this.cause = cause;
        this.refusal = refusal;
    }

    /** What ends the session if it comes after the handshake. */
    public CloseCause closeCause() {
        return cause;
    }

    /** What refuses the connection if it comes during the handshake. */
    public RefusalCode refusal() {
        return refusal;
    }

    /** The exception's message, which is never absent. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
