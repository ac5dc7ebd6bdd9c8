package io.tekcos.chat.wire;

import io.netty.buffer.ByteBuf;
import io.tekcos.chat.model.CloseCause;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the bytes of a connection that is attached to a transfer into frames, however the network has cut them.
 *
 * <p>The content of a chunk goes straight into the buffer that its taker has room for it in; of any other frame the body is
 * gathered once. A length of 0 or over the limit is refused before its bytes are awaited, and so is a chunk that its taker does
 * not want. After an exception the parser is of no further use.
 */
public final class BulkParser {

    /** The greatest length of a chunk's frame; that of all others is {@link Frame#MAX_LENGTH}. */
    public static final int MAX_LENGTH = Chunk.MAX_BYTES + 64;

    private static final int CHUNK_HEAD = Frame.HEADER_BYTES + Chunk.HEAD_BYTES;

    private final WireReader reader = new WireReader();
    private final Sink sink;
    private final byte[] head = new byte[CHUNK_HEAD];
    private int headBytes;
    private @Nullable ByteBuffer body;

    /** What takes the frames. */
    public interface Sink {

        /**
         * Takes the next frame, which is no {@link Chunk}.
         *
         * @param bytes its size on the wire, header included
         * @throws WireException if the frame is not allowed at this point
         */
        void onFrame(Frame frame, int bytes) throws WireException;

        /**
         * The bytes of a chunk follow.
         *
         * @param length how many, 1 to {@link Chunk#MAX_BYTES}
         * @return where to put them: so many bytes are left in it
         * @throws WireException if this chunk is not allowed at this point
         */
        ByteBuffer roomFor(long number, int length) throws WireException;

        /**
         * All bytes of the chunk are there.
         *
         * @param digest what their SHA-256 has to be
         * @param bytes what there was room in, from its first byte to its last
         */
        void onChunk(long number, Bytes32 digest, ByteBuffer bytes) throws WireException;
    }

    public BulkParser(Sink sink) {
        this.sink = sink;
    }

    /** Reads all of {@code in}, and hands what is whole to the sink. */
    public void feed(ByteBuf in) throws WireException {
        while (in.isReadable()) {
            if (body == null) {
                readHead(in);
            } else {
                readBody(in, body);
            }
        }
    }

    private void readHead(ByteBuf in) throws WireException {
        int wanted = headBytes < Integer.BYTES
                ? Integer.BYTES
                : headBytes < Frame.HEADER_BYTES ? Frame.HEADER_BYTES : CHUNK_HEAD;
        int count = Math.min(wanted - headBytes, in.readableBytes());
        in.readBytes(head, headBytes, count);
        headBytes += count;
        if (headBytes < wanted) {
            return;
        }
        if (wanted == Integer.BYTES) {
            requireAllowed(length(), MAX_LENGTH);
        } else if (wanted == CHUNK_HEAD) {
            beginChunk();
        } else if (type() == Chunk.TYPE) {
            Chunk.requireAllowed((int) length() - 1 - Chunk.HEAD_BYTES);
        } else {
            requireAllowed(length(), Frame.MAX_LENGTH);
            beginFrame();
        }
    }

    private void beginFrame() throws WireException {
        ByteBuffer room = ByteBuffer.allocate((int) length() - 1);
        body = room;
        if (!room.hasRemaining()) {
            endFrame(room);
        }
    }

    private void beginChunk() throws WireException {
        body = sink.roomFor(number(), (int) length() - 1 - Chunk.HEAD_BYTES);
    }

    private void readBody(ByteBuf in, ByteBuffer into) throws WireException {
        int limit = into.limit();
        in.readBytes(into.limit(into.position() + Math.min(into.remaining(), in.readableBytes())));
        if (!into.limit(limit).hasRemaining()) {
            endFrame(into);
        }
    }

    private void endFrame(ByteBuffer whole) throws WireException {
        body = null;
        headBytes = 0;
        whole.flip();
        if (type() == Chunk.TYPE) {
            sink.onChunk(number(), digest(), whole);
        } else {
            Frame frame = BulkFrame.read(type(), reader.wrap(whole.array(), whole.arrayOffset(), whole.limit()));
            sink.onFrame(frame, Frame.HEADER_BYTES + whole.limit());
        }
    }

    private long length() throws WireException {
        return reader.wrap(head, 0, Integer.BYTES).u32();
    }

    private int type() {
        return head[Integer.BYTES] & 0xff;
    }

    private long number() throws WireException {
        return reader.wrap(head, Frame.HEADER_BYTES, Long.BYTES).u64();
    }

    private Bytes32 digest() throws WireException {
        return reader.wrap(head, CHUNK_HEAD - Bytes32.LENGTH, Bytes32.LENGTH).bytes32();
    }

    private static void requireAllowed(long length, int maxLength) throws WireException {
        if (length == 0 || length > maxLength) {
            throw new WireException(
                    CloseCause.FRAME_LENGTH, "a frame of length " + length + "; 1 to " + maxLength + " is allowed");
        }
    }
}
