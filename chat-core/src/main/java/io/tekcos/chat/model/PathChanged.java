package io.tekcos.chat.model;

/**
 * The UDP path of a session changed: it is in another state, or up by another address of the peer.
 *
 * @param udp its state from now on
 * @param why the reason in a few English words
 */
public record PathChanged(PathState udp, String why) implements SessionEvent {

    /** Why it is down when the session's connection is lost, which {@link Reconnecting} tells next. */
    public static final String NO_CONNECTION = "the TCP connection is lost";
}
