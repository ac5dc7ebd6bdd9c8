package io.tekcos.chat.model;

/** What a session knows of its UDP path. */
public enum PathState {
    /** The two ends are being bound to each other; nothing says yet that datagrams arrive. */
    PROBING,
    /** Both ends are bound: a datagram sent now has every reason to arrive. */
    UP,
    /** There is no UDP path: the peer offers none, the socket could not be opened, or the session has ended. */
    DOWN
}
