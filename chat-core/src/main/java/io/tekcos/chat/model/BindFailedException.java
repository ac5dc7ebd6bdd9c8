package io.tekcos.chat.model;

import org.jspecify.annotations.Nullable;

/** A server could not listen on a port or an address. */
public final class BindFailedException extends ChatException {

    private static final long serialVersionUID = 1;

    /**
     * Creates one.
     *
     * @param message what could not be bound, and what to do about it
     * @param cause what the system said
     */
    public BindFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
