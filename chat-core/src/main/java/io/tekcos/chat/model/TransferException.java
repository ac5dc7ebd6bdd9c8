package io.tekcos.chat.model;

import org.jspecify.annotations.Nullable;

/** A transfer of files did not come to its end. The message says what to do about it. */
public final class TransferException extends ChatException {

    private static final long serialVersionUID = 1;

    /** Why. */
    private final TransferFault fault;

    /**
     * Creates one.
     *
     * @param fault why
     * @param message what happened, and what to do about it
     * @param cause what the system said
     */
    public TransferException(TransferFault fault, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.fault = fault;
    }

    /**
     * Creates one that no system call is to blame for.
     *
     * @param fault why
     * @param message what happened, and what to do about it
     */
    public TransferException(TransferFault fault, String message) {
        this(fault, message, null);
    }

    /**
     * Why it did not come to its end.
     *
     * @return the fault
     */
    public TransferFault fault() {
        return fault;
    }
}
