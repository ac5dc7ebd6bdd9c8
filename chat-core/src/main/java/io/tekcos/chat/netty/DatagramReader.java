package io.tekcos.chat.netty;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.FastThreadLocal;
import io.tekcos.chat.model.DropReason;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.wire.Datagram;
import io.tekcos.chat.wire.WireException;
import org.jspecify.annotations.Nullable;

/** Reads datagrams, cheapest checks first. */
final class DatagramReader {

    private static final int FIRST_TYPE_OF_OTHERS = 0x40;
    private static final FastThreadLocal<byte[]> SCRATCH = new FastThreadLocal<>() {
        @Override
        protected byte[] initialValue() {
            return new byte[Limits.MAX_DATAGRAM_BYTES];
        }
    };

    private DatagramReader() {}

    /** What is wrong with the bytes at first sight; null if a header is there. */
    static @Nullable DropReason flaw(ByteBuf bytes) {
        if (bytes.readableBytes() > Limits.MAX_DATAGRAM_BYTES) {
            return DropReason.OVERSIZED;
        }
        if (bytes.readableBytes() < Datagram.HEADER_BYTES) {
            return DropReason.MALFORMED;
        }
        return bytes.getUnsignedByte(bytes.readerIndex()) >= FIRST_TYPE_OF_OTHERS ? DropReason.UNKNOWN_TYPE : null;
    }

    /** The id in the header of a datagram without a flaw. */
    static long id(ByteBuf bytes) {
        return bytes.getLong(bytes.readerIndex() + 1);
    }

    /** The whole of a datagram without a flaw; null if its body makes no sense. */
    static @Nullable Datagram read(ByteBuf bytes) {
        byte[] scratch = SCRATCH.get();
        int length = bytes.readableBytes();
        bytes.getBytes(bytes.readerIndex(), scratch, 0, length);
        try {
            return Datagram.read(scratch, length);
        } catch (WireException malformed) {
            return null;
        }
    }
}
