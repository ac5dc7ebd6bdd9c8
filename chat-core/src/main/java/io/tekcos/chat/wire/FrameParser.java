package io.tekcos.chat.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.tekcos.chat.model.CloseCause;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the bytes of a TCP stream into frames, however the network has cut them.
 *
 * <p>A read is copied once, into an array that all parsers of a thread may share, and its frames are parsed from there; only
 * the bytes of a frame that is not yet whole are kept here. A length of 0 or over the limit is refused before its bytes are
 * awaited, and so is a first frame that is another protocol's. After an exception the parser is of no further use.
 */
public final class FrameParser {

    private static final byte[] NOTHING = {};

    private final WireReader reader = new WireReader();
    private int maxLength = Frame.MAX_HANDSHAKE_LENGTH;
    private boolean first = true;
    private byte[] kept = NOTHING;
    private int keptBytes;
    private @Nullable BulkParser bulk;

    /** What takes the frames. */
    @FunctionalInterface
    public interface Sink {

        /**
         * Takes the next frame.
         *
         * @param frame the frame
         * @param bytes its size on the wire, header included
         * @throws WireException if the frame is not allowed at this point
         */
        void onFrame(Frame frame, int bytes) throws WireException;
    }

    /** A thread's array to copy reads into; it grows to the largest read. */
    public static final class Scratch {
        private static final int SMALLEST = 4 * 1024;

        private byte[] bytes = NOTHING;

        /** Hands the array out; whoever feeds another parser meanwhile, as a local channel does, gets one of its own. */
        private byte[] take(int size) {
            byte[] taken = bytes.length >= size ? bytes : new byte[Math.max(size, SMALLEST)];
            bytes = NOTHING;
            return taken;
        }

        private void giveBack(byte[] taken) {
            bytes = taken;
        }
    }

    /** The handshake is over: from the next frame on, the limit is {@link Frame#MAX_LENGTH}. */
    public void handshakeOver() {
        maxLength = Frame.MAX_LENGTH;
    }

    /** The connection is attached to a transfer: from the next frame on, all goes to another parser. */
    public void handOver(BulkParser next) {
        bulk = next;
    }

    /** Reads all of {@code in}, hands every whole frame to {@code sink} and keeps the rest. */
    public void feed(ByteBuf in, Scratch scratch, Sink sink) throws WireException {
        if (bulk == null) {
            feedFrames(in, scratch, sink);
        }
        if (bulk != null) {
            feedRest(bulk, in);
        }
    }

    private void feedRest(BulkParser next, ByteBuf in) throws WireException {
        ByteBuf behind = Unpooled.wrappedBuffer(kept, 0, keptBytes);
        kept = NOTHING;
        keptBytes = 0;
        next.feed(behind);
        next.feed(in);
    }

    private void feedFrames(ByteBuf in, Scratch scratch, Sink sink) throws WireException {
        int count = in.readableBytes();
        if (keptBytes > 0) {
            append(in, count);
            int parsed = parse(kept, keptBytes, sink);
            keep(kept, parsed, keptBytes);
        } else {
            byte[] bytes = scratch.take(count);
            try {
                in.readBytes(bytes, 0, count);
                int parsed = parse(bytes, count, sink);
                keep(bytes, parsed, count);
            } finally {
                scratch.giveBack(bytes);
            }
        }
    }

    /** Whether nothing is kept: the next byte begins a frame. */
    boolean isBetweenFrames() {
        return keptBytes == 0;
    }

    private void append(ByteBuf in, int count) {
        if (kept.length < keptBytes + count) {
            kept = Arrays.copyOf(kept, Math.max(2 * kept.length, keptBytes + count));
        }
        in.readBytes(kept, keptBytes, count);
        keptBytes += count;
    }

    private void keep(byte[] bytes, int from, int to) {
        keptBytes = to - from;
        if (keptBytes == 0) {
            kept = NOTHING;
        } else if (bytes != kept || from > 0) {
            kept = Arrays.copyOfRange(bytes, from, to);
        }
    }

    private int parse(byte[] bytes, int end, Sink sink) throws WireException {
        int position = 0;
        while (bulk == null && end - position >= Integer.BYTES) {
            if (first) {
                refuseStranger(bytes, position, end);
            }
            int length = length(bytes, position, end);
            int bodyStart = position + Frame.HEADER_BYTES;
            int next = position + Integer.BYTES + length;
            if (next > end) {
                break;
            }
            int type = bytes[bodyStart - 1] & 0xff;
            Frame frame = Frame.read(type, reader.wrap(bytes, bodyStart, next - bodyStart));
            first = false;
            position = next;
            sink.onFrame(frame, length + Integer.BYTES);
        }
        return position;
    }

    private static void refuseStranger(byte[] bytes, int position, int end) throws StrangerException {
        String stranger = Stranger.name(bytes, position, end - position);
        if (stranger != null) {
            throw new StrangerException(stranger);
        }
    }

    private int length(byte[] bytes, int position, int end) throws WireException {
        long length = reader.wrap(bytes, position, end - position).u32();
        if (length == 0 || length > maxLength) {
            throw new WireException(
                    CloseCause.FRAME_LENGTH, "a frame of length " + length + "; 1 to " + maxLength + " is allowed");
        }
        return (int) length;
    }
}
