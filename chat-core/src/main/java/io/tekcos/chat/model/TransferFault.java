package io.tekcos.chat.model;

/** Why a transfer of files did not come to its end; see {@code docs/PROTOCOL.md}, "Transfer faults". */
public enum TransferFault {
    /** Somebody did not want it any more. What the receiver had is removed. */
    CANCELLED(1),
    /** The receiver does not want it. */
    DECLINED(2),
    /** It is larger than the receiver takes. */
    TOO_LARGE(3),
    /** The receiver's disk has no room for it. */
    NO_SPACE(4),
    /** The receiver could not read or write what it keeps: no permission, or a broken disk. */
    STORAGE(5),
    /** A name in it could lead out of the receiver's folder, or cannot be a file's name there. */
    BAD_NAME(6),
    /** The receiver has a file of that name, and keeps it. */
    EXISTS(7),
    /** What is sent was changed meanwhile. Offered again it is another transfer, and starts over. */
    SOURCE_CHANGED(8),
    /** The sender could not read what it sends. */
    SOURCE_UNREADABLE(9),
    /** What arrived is not what was sent, again and again. */
    CORRUPT(10),
    /** The peer did not follow the protocol. */
    BROKEN_RULES(11),
    /** Too many transfers are under way, or the same is being received already, by another session. */
    BUSY(12),
    /** The peer does not know the transfer, for instance because its program was started again. Offered again it goes on where it was. */
    UNKNOWN(13),
    /** The session ended before. Offered again in another session it goes on where it was. */
    SESSION_ENDED(0),
    /** The peer gave a code that this version does not know. */
    UNRECOGNISED(0);

    private static final TransferFault[] ALL = values();

    private final int code;

    TransferFault(int code) {
        this.code = code;
    }

    /**
     * The code on the wire.
     *
     * @return 1 to 255, or 0 for a fault that no peer is told
     */
    public int code() {
        return code;
    }

    /**
     * The fault a code stands for.
     *
     * @param code a code from the wire
     * @return its fault, {@link #UNRECOGNISED} for one this version does not know
     */
    public static TransferFault ofCode(int code) {
        for (TransferFault fault : ALL) {
            if (fault.code == code && code != 0) {
                return fault;
            }
        }
        return UNRECOGNISED;
    }
}
