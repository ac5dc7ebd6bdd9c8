package io.tekcos.chat.model;

/** The path a text travels by. */
public enum Via {
    /** The reliable stream: exactly once, in the order of sending, acknowledged by the peer's listener. */
    TCP,
    /** The datagram path: at most once, in no order, at most {@link Limits#MAX_DATAGRAM_TEXT_BYTES} bytes of text. */
    UDP,
    /**
     * Both at once, and the first copy counts: exactly once, acknowledged like {@link #TCP}, but a text may overtake those
     * before it. A datagram carries at most {@link Limits#MAX_COPY_TEXT_BYTES} bytes of such a text.
     */
    BOTH
}
