package io.tekcos.chat.model;

/**
 * The session has ended: the last event of every session, and exactly one.
 *
 * @param cause why
 * @param by who ended it
 * @param text what the ending side said about it, perhaps empty; from a peer it may hold any character
 */
public record SessionClosed(CloseCause cause, Initiator by, String text) implements SessionEvent {

    /** Who ended a session. */
    public enum Initiator {
        /** This program. */
        LOCAL,
        /** The program at the other end. */
        PEER,
        /** Neither: the connection between them broke. */
        NETWORK
    }
}
