package io.tekcos.chat.model;

/**
 * What becomes of a text for {@link Via#UDP} or {@link Via#BOTH} that no datagram can carry, because the path is not up or it
 * is too long.
 */
public enum Fallback {
    /** It travels by TCP alone, and its {@link Receipt#via()} says so. */
    TCP,
    /** It is refused with a {@link SendRefusedException}, and nothing is sent. */
    NONE
}
