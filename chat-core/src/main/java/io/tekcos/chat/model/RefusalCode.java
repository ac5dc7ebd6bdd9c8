package io.tekcos.chat.model;

/** Why a server refused a connection: the code of a REFUSED frame; see {@code docs/PROTOCOL.md}, "Refusal codes". */
public enum RefusalCode {
    /** There is no room now; trying again after {@link PeerRefusedException#retryAfter()} makes sense. */
    BUSY(1),
    /** The two programs share no version of the protocol. */
    VERSION(2),
    /** The frame did not begin with the protocol's magic number. */
    MAGIC(3),
    /** The frame could not be understood or was not allowed at this point. */
    MALFORMED(4),
    /** The name is empty, too long, not UTF-8 or holds control characters. */
    NAME(5),
    /** A session of this id is running. */
    EXISTS(6),
    /** The handshake was not over within its time limit. */
    TOO_LATE(7),
    /** The server is going away. */
    GOING_AWAY(8),
    /** The session that was to be resumed has ended. */
    ENDED(9),
    /** The server knows nothing of the session that was to be resumed. */
    UNKNOWN(10),
    /** Whoever wants to resume the session does not know its secret. */
    UNPROVEN(11),
    /** A later attempt to resume the session was here before. */
    SUPERSEDED(12),
    /** The session cannot go on from the position that the client gave. */
    IMPOSSIBLE_POSITION(13),
    /** The server gave a code this version does not know. */
    UNRECOGNISED(0);

    private static final RefusalCode[] ALL = values();

    private final int code;

    RefusalCode(int code) {
        this.code = code;
    }

    /**
     * The code on the wire.
     *
     * @return 1 to 65535, or 0 for {@link #UNRECOGNISED}
     */
    public int code() {
        return code;
    }

    /**
     * The refusal a code stands for.
     *
     * @param code a code from the wire
     * @return its refusal, {@link #UNRECOGNISED} for one this version does not know
     */
    public static RefusalCode ofCode(int code) {
        for (RefusalCode refusal : ALL) {
            if (refusal.code == code) {
                return refusal;
            }
        }
        return UNRECOGNISED;
    }
}
