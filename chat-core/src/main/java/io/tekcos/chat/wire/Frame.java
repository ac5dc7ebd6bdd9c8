package io.tekcos.chat.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

/**
 * One message on the TCP path.
 *
 * <pre>
 *  0       4       5
 * +-------+-------+------ - -
 * |length |type   | body
 * |u32    |u8     | length - 1 bytes
 * +-------+-------+------ - -
 * </pre>
 *
 * {@code length} counts the type and the body. In the type, bit 7 marks a frame that a peer may skip if it does not know it,
 * bit 6 one that takes a position in the sequence, known or not.
 */
public sealed interface Frame
        permits Ack,
                Join,
                Resume,
                Attach,
                Welcome,
                Resumed,
                Attached,
                Refused,
                Text,
                Received,
                Bye,
                Ping,
                Pong,
                RoomFrame,
                TransferFrame,
                Forgotten,
                BulkFrame,
                Skipped {

    /** The bytes before the body. */
    int HEADER_BYTES = 5;

    /** The greatest length before the handshake is over. */
    int MAX_HANDSHAKE_LENGTH = 4 * 1024;

    /** The greatest length afterwards. */
    int MAX_LENGTH = 128 * 1024;

    int SKIPPABLE = 0x80;
    int SEQUENCED = 0x40;

    /** The type byte, 0 to 255. */
    int type();

    /** Whether the frame takes a position in the sequence. */
    default boolean sequenced() {
        return (type() & SEQUENCED) != 0;
    }

    /** Writes what follows the type. */
    void writeBody(ByteBuf out);

    /** Writes the whole frame. */
    default void write(ByteBuf out) {
        int start = out.writerIndex();
        out.writeInt(0).writeByte(type());
        writeBody(out);
        out.setInt(start, out.writerIndex() - start - Integer.BYTES);
    }

    /** The whole frame in an array of its own. */
    default byte[] toBytes() {
        ByteBuf out = Unpooled.buffer();
        write(out);
        return ByteBufUtil.getBytes(out);
    }

    /** Reads the frame of this type, no {@link BulkFrame}, from a reader that holds exactly its body. */
    static Frame read(int type, WireReader in) throws WireException {
        Frame frame = switch (type) {
            case Ack.TYPE -> Ack.read(in);
            case Join.TYPE -> Join.read(in);
            case Resume.TYPE -> Resume.read(in);
            case Attach.TYPE -> Attach.read(in);
            case Welcome.TYPE -> Welcome.read(in);
            case Resumed.TYPE -> Resumed.read(in);
            case Attached.TYPE -> Attached.read(in);
            case Refused.TYPE -> Refused.read(in);
            case Text.TYPE -> Text.read(in, false, false);
            case Text.TYPE_BOTH -> Text.read(in, true, false);
            case Text.TYPE_AGAIN -> Text.read(in, false, true);
            case Received.TYPE -> Received.read(in);
            case Member.TYPE -> Member.read(in);
            case Left.TYPE -> Left.read(in);
            case Offer.TYPE -> Offer.read(in);
            case Accept.TYPE -> Accept.read(in);
            case Forgotten.TYPE -> new Forgotten();
            case Pause.TYPE -> Pause.read(in);
            case Proceed.TYPE -> Proceed.read(in);
            case Cancel.TYPE -> Cancel.read(in);
            case Done.TYPE -> Done.read(in);
            case Bye.TYPE -> Bye.read(in);
            case Ping.TYPE -> Ping.read(in);
            case Pong.TYPE -> Pong.read(in);
            default -> Skipped.read(type, in);
        };
        in.requireEnd(type);
        return frame;
    }
}
