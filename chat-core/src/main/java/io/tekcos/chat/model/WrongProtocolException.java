package io.tekcos.chat.model;

/** Something answered, but it does not speak this protocol, or no version of it that this program knows. */
public final class WrongProtocolException extends ChatException {

    private static final long serialVersionUID = 1;

    /**
     * Creates one.
     *
     * @param message who answered, and what it seems to speak
     */
    public WrongProtocolException(String message) {
        super(message, null);
    }
}
