package io.tekcos.chat.model;

/** Why a datagram was dropped. It is counted under the reason and never answered. */
public enum DropReason {
    /** It is shorter than its type demands, or its content makes no sense. */
    MALFORMED,
    /** It is longer than {@link Limits#MAX_DATAGRAM_BYTES}. */
    OVERSIZED,
    /** Its type is not known, or not one that this side receives. */
    UNKNOWN_TYPE,
    /** No session has its id. */
    UNKNOWN_ID,
    /** Its id is known but it came from an address the session is not bound to. */
    WRONG_ADDRESS,
    /** A BIND whose cookie or proof is not valid. */
    UNPROVEN,
    /** Its number was seen before. */
    DUPLICATE,
    /** Its number is so far behind the newest that nobody knows whether it was seen before. */
    TOO_OLD,
    /** Its number is further ahead than any true sender could be. */
    FORGED,
    /**
     * A HELO of a {@linkplain Peer#seedPeer() seed peer}, from an address where no connection waits for one; or seed peers are
     * not allowed.
     */
    SEED_HELO,
    /** It is sound, but the listener has too many datagrams waiting, or a copy came too far ahead of the stream or too late. */
    UNHEARD
}
