package io.tekcos.chat.model;

/** Why a session ended. The first group travels as the code of a BYE frame; see {@code docs/PROTOCOL.md}, "Close codes". */
public enum CloseCause {
    /** It was closed on purpose; all was said. */
    GOODBYE(0),
    /** The program, or the server as a whole, is going away. */
    GOING_AWAY(1),
    /** A frame could not be understood or was not allowed at this point. */
    PROTOCOL_ERROR(2),
    /** A frame's length was 0 or over the limit. */
    FRAME_LENGTH(3),
    /** A text was not UTF-8 or longer than {@link Limits#MAX_TEXT_BYTES}. */
    INVALID_TEXT(4),
    /** More was sent than the receiver's window allows. */
    WINDOW_EXCEEDED(5),
    /** Something was acknowledged that was never sent. */
    IMPOSSIBLE_POSITION(6),
    /** An error in the program itself; its log has the details. */
    INTERNAL_ERROR(7),
    /** A member of a room was a whole window behind the others. */
    TOO_SLOW(8),
    /** The peer gave a code this version does not know. */
    UNRECOGNISED(-1),
    /** The connection broke, and no goodbye was heard. */
    CONNECTION_LOST(-1);

    private static final CloseCause[] BY_CODE = {
        GOODBYE,
        GOING_AWAY,
        PROTOCOL_ERROR,
        FRAME_LENGTH,
        INVALID_TEXT,
        WINDOW_EXCEEDED,
        IMPOSSIBLE_POSITION,
        INTERNAL_ERROR,
        TOO_SLOW
    };

    private final int code;

    CloseCause(int code) {
        this.code = code;
    }

    /**
     * The code on the wire.
     *
     * @return 0 to 65535, or -1 for a cause that never travels
     */
    public int code() {
        return code;
    }

    /**
     * The cause a code stands for.
     *
     * @param code a code from the wire
     * @return its cause, {@link #UNRECOGNISED} for one this version does not know
     */
    public static CloseCause ofCode(int code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : UNRECOGNISED;
    }
}
