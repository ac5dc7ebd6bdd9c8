package io.tekcos.chat.model;

/** A text was not accepted for sending. Nothing of it was sent, and the session goes on unharmed. */
public final class SendRefusedException extends ChatException {

    private static final long serialVersionUID = 1;

    /** Why. */
    private final Reason reason;

    /**
     * Creates one.
     *
     * @param reason why
     * @param message why, and what to do about it
     */
    public SendRefusedException(Reason reason, String message) {
        super(message, null);
        this.reason = reason;
    }

    /**
     * Why the text was not accepted.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }

    /** Why a text was not accepted. */
    public enum Reason {
        /**
         * The bound on what waits to be sent or acknowledged is reached. By TCP: go on when the session is writable again. By
         * UDP: when receipts of the texts before have come.
         */
        BUFFER_FULL,
        /** The text is longer than {@link Limits#MAX_TEXT_BYTES}, or than a datagram carries and fall-back is off. */
        TOO_LONG,
        /** The text holds half of a surrogate pair and has no UTF-8 form. */
        NOT_UNICODE,
        /** The outbox could not keep the text: its disk is full, or broken. */
        NOT_KEPT,
        /** The UDP path is not up and fall-back is off. */
        UDP_NOT_UP,
        /**
         * The text was meant for both paths and fall-back is off, but a {@linkplain Peer#seedPeer() seed peer} would take the
         * two copies for two texts.
         */
        SEED_PEER
    }
}
