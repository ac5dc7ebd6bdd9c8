package io.tekcos.chat.model;

import org.jspecify.annotations.Nullable;

/** No server was reached: the host is unknown, nothing listens there, or nobody answered in time. */
public final class PeerUnreachableException extends ChatException {

    private static final long serialVersionUID = 1;

    /**
     * Creates one.
     *
     * @param message who was not reached, and why
     * @param cause what the system said
     */
    public PeerUnreachableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
