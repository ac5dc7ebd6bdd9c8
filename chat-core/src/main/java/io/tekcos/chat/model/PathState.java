package io.tekcos.chat.model;

/**
 * What a session knows of its UDP path.
 *
 * <pre>
 *             bound                  no answer for 3 s
 *  PROBING ----------&gt; UP ------------------------------&gt; DOWN
 *     |                 ^                                  |
 *     |                 +---- bound anew, or an answer ----+
 *     +------------ never bound for 3 s -------------------+
 * </pre>
 *
 * A path that is down is tried on, until the session ends; unless the peer has none.
 */
public enum PathState {
    /** The two ends are being bound to each other; nothing says yet that datagrams arrive. */
    PROBING,
    /** Both ends are bound, and the peer answers: a datagram sent now has every reason to arrive. */
    UP,
    /** Datagrams do not arrive, the peer has no UDP path, the socket could not be opened, or the session has ended. */
    DOWN
}
