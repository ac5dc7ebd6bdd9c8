package io.tekcos.chat.model;

import java.time.Duration;

/** The server was reached and said no. */
public final class PeerRefusedException extends ChatException {

    private static final long serialVersionUID = 1;

    /** Why. */
    private final RefusalCode code;

    /** When to try again. */
    private final Duration retryAfter;

    /**
     * Creates one.
     *
     * @param code why
     * @param retryAfter how long to wait before trying again; zero if the server gave no time
     * @param text what the server said
     */
    public PeerRefusedException(RefusalCode code, Duration retryAfter, String text) {
        super("The server refused (" + code + "): " + text, null);
        this.code = code;
        this.retryAfter = retryAfter;
    }

    /**
     * Why the server refused.
     *
     * @return its code
     */
    public RefusalCode code() {
        return code;
    }

    /**
     * When to try again.
     *
     * @return how long to wait; zero if the server gave no time
     */
    public Duration retryAfter() {
        return retryAfter;
    }
}
