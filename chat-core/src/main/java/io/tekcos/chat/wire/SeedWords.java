package io.tekcos.chat.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** The two words that the program says with which this protocol began; all else that it sends is text. */
public final class SeedWords {

    /** The first byte of every connection that speaks this protocol; a seed peer's is another. */
    public static final byte FRAMED = 0;

    /** The whole greeting of a seed server: the first bytes of its stream. */
    private static final ByteBuf ACK = word("ack");

    /** The first datagram of a seed client, which shows where its datagrams come from. */
    private static final ByteBuf HELO = word("HELO");

    private SeedWords() {}

    /** Whether a stream that begins so may be a seed server's. */
    public static boolean mayBecomeAck(ByteBuf start) {
        int length = Math.min(start.readableBytes(), ACK.readableBytes());
        return start.slice(start.readerIndex(), length).equals(ACK.slice(0, length));
    }

    /** Whether a stream that begins so is a seed server's; if it is, the greeting is skipped. */
    public static boolean skipAck(ByteBuf start) {
        if (start.readableBytes() < ACK.readableBytes() || !mayBecomeAck(start)) {
            return false;
        }
        start.skipBytes(ACK.readableBytes());
        return true;
    }

    /** Whether a datagram is a seed client's HELO. */
    public static boolean isHelo(ByteBuf datagram) {
        return datagram.equals(HELO);
    }

    /** A new buffer with a seed client's HELO. */
    public static ByteBuf helo() {
        return HELO.retainedDuplicate();
    }

    private static ByteBuf word(String ascii) {
        return Unpooled.unreleasableBuffer(
                Unpooled.wrappedBuffer(ascii.getBytes(US_ASCII)).asReadOnly());
    }
}
