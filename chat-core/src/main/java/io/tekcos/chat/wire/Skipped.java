package io.tekcos.chat.wire;

import io.netty.buffer.ByteBuf;
import io.tekcos.chat.model.CloseCause;

/**
 * A frame of a type this version does not know but may skip. If it is sequenced it takes its position all the same.
 *
 * @param type its type byte
 */
public record Skipped(int type) implements Frame {

    /** Takes a position and means nothing to anybody. */
    public static final Skipped NOTHING = new Skipped(0xc0);

    /** Writes an empty body: the content of what was skipped is gone. */
    @Override
    public void writeBody(ByteBuf out) {}

    static Skipped read(int type, WireReader in) throws WireException {
        if ((type & SKIPPABLE) == 0) {
            throw new WireException(
                    CloseCause.PROTOCOL_ERROR,
                    String.format("a frame of unknown type 0x%02x that may not be skipped", type));
        }
        in.skip(in.remaining());
        return new Skipped(type);
    }
}
