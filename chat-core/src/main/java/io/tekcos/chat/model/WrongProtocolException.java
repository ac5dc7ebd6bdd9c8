package io.tekcos.chat.model;

/** Something answered, but it does not speak this protocol, or no version of it that this program knows. */
public final class WrongProtocolException extends ChatException {

    private static final long serialVersionUID = 1;

    /** Whether it is a seed peer. */
    private final boolean seedPeer;

    /**
     * Creates one.
     *
     * @param message who answered, and what it seems to speak
     */
    public WrongProtocolException(String message) {
        this(message, false);
    }

    private WrongProtocolException(String message, boolean seedPeer) {
        super(message, null);
        this.seedPeer = seedPeer;
    }

    /**
     * Creates one for a {@linkplain Peer#seedPeer() seed peer} that answered where seed peers are not allowed.
     *
     * @param message who answered
     * @return a new exception
     */
    public static WrongProtocolException ofSeedPeer(String message) {
        return new WrongProtocolException(message, true);
    }

    /**
     * Whether a {@linkplain Peer#seedPeer() seed peer} answered, to which a client can talk that allows them.
     *
     * @return true if it did
     */
    public boolean isSeedPeer() {
        return seedPeer;
    }
}
