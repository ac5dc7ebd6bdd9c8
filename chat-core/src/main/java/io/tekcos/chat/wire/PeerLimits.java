package io.tekcos.chat.wire;

import io.netty.buffer.ByteBuf;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.RefusalCode;

/**
 * What the side that says so accepts.
 *
 * @param frameLength the greatest length of a frame: {@link Frame#MAX_LENGTH} or more
 * @param window how many bytes of sequenced frames it accepts unacknowledged, their headers included
 * @param datagramBytes the longest datagram, in bytes of UDP payload: {@link Limits#MAX_DATAGRAM_BYTES} or more
 */
public record PeerLimits(long frameLength, long window, int datagramBytes) {

    /** What a side of version 1 says, but for its window. */
    public static PeerLimits withWindow(int window) {
        return new PeerLimits(Frame.MAX_LENGTH, window, Limits.MAX_DATAGRAM_BYTES);
    }

    void write(ByteBuf out) {
        out.writeInt((int) frameLength).writeInt((int) window).writeShort(datagramBytes);
    }

    static PeerLimits read(WireReader in) throws WireException {
        PeerLimits limits = new PeerLimits(in.u32(), in.u32(), in.u16());
        if (limits.frameLength < Frame.MAX_LENGTH
                || limits.window < Limits.MIN_WINDOW
                || limits.datagramBytes < Limits.MAX_DATAGRAM_BYTES) {
            throw new WireException(RefusalCode.MALFORMED, "limits below the least that every side accepts");
        }
        return limits;
    }
}
