package io.tekcos.chat.model;

/**
 * The session ended before this could be done. A text whose receipt ends this way has an unknown fate if
 * {@link #fateUnknown()}; otherwise its peer has not had it.
 */
public final class SessionClosedException extends ChatException {

    private static final long serialVersionUID = 1;

    private final transient SessionClosed closed;
    /** Whether the text may have been delivered. */
    private final boolean fateUnknown;
    /** Whether the text is kept. */
    private final boolean kept;

    /**
     * Creates one.
     *
     * @param closed how the session ended
     * @param fateUnknown whether the text may have been delivered all the same
     */
    public SessionClosedException(SessionClosed closed, boolean fateUnknown) {
        super(describe(closed, fateUnknown), null);
        this.closed = closed;
        this.fateUnknown = fateUnknown;
        kept = false;
    }

    private SessionClosedException(SessionClosed closed) {
        super(
                "The session is closed (" + closed.cause() + ", by " + closed.by()
                        + "); the text is in the outbox, and goes on when a session with the same outbox begins",
                null);
        this.closed = closed;
        fateUnknown = false;
        kept = true;
    }

    /**
     * Of a text that is in the outbox still.
     *
     * @param closed how the session ended
     * @return the exception
     */
    public static SessionClosedException keeping(SessionClosed closed) {
        return new SessionClosedException(closed);
    }

    /**
     * How the session ended.
     *
     * @return its last event
     */
    public SessionClosed closed() {
        return closed;
    }

    /**
     * Whether the text may have been delivered.
     *
     * @return true if it touched the network and nobody can tell what became of it, false if it was certainly not delivered
     */
    public boolean fateUnknown() {
        return fateUnknown;
    }

    /**
     * Whether the text stays in the outbox, and what becomes of it will be known when a session with the same outbox begins.
     *
     * @return true if it is kept; then its fate is open, and not {@linkplain #fateUnknown() unknown}
     */
    public boolean isKept() {
        return kept;
    }

    private static String describe(SessionClosed closed, boolean fateUnknown) {
        return "The session is closed (" + closed.cause() + ", by " + closed.by() + ")"
                + (fateUnknown
                        ? "; the text was sent but not acknowledged, so its fate is unknown"
                        : "; nothing of it was delivered");
    }
}
