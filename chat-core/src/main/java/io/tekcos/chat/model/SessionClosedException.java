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

    private static String describe(SessionClosed closed, boolean fateUnknown) {
        return "The session is closed (" + closed.cause() + ", by " + closed.by() + ")"
                + (fateUnknown
                        ? "; the text was sent but not acknowledged, so its fate is unknown"
                        : "; nothing of it was delivered");
    }
}
