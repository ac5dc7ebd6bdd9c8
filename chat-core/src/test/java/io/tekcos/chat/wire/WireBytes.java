package io.tekcos.chat.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Bytes in and out, for the tests of this package. */
final class WireBytes {

    /** 00 01 ... 1f */
    static final String NONCE_HEX = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    /** 20 21 ... 3f */
    static final String SECRET_HEX = "202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f";

    private WireBytes() {}

    static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }

    static Bytes32 bytes32(String digits) {
        return Bytes32.of(hex(digits));
    }

    static byte[] bytesOf(Frame frame) {
        ByteBuf out = Unpooled.buffer();
        frame.write(out);
        return ByteBufUtil.getBytes(out);
    }

    static byte[] bytesOf(Datagram datagram) {
        ByteBuf out = Unpooled.buffer();
        datagram.write(out);
        return ByteBufUtil.getBytes(out);
    }

    /** A frame of any type and body, its length true. */
    static byte[] framed(int type, byte[] body) {
        ByteBuf out = Unpooled.buffer();
        out.writeInt(1 + body.length).writeByte(type).writeBytes(body);
        return ByteBufUtil.getBytes(out);
    }

    /** Reads frames of a connection that is attached to a transfer. */
    static List<Frame> readBulk(byte[] bytes) throws WireException {
        List<Frame> frames = new ArrayList<>();
        new BulkParser(new WholeChunks(frames)).feed(Unpooled.wrappedBuffer(bytes));
        return frames;
    }

    /** Makes chunks whole again. */
    record WholeChunks(List<Frame> frames) implements BulkParser.Sink {

        @Override
        public void onFrame(Frame frame, int size) {
            frames.add(frame);
        }

        @Override
        public ByteBuffer roomFor(long number, int length) {
            return ByteBuffer.allocate(length);
        }

        @Override
        public void onChunk(long number, Bytes32 digest, ByteBuffer bytes) {
            frames.add(new Chunk(number, digest, Octets.of(copy(bytes))));
        }
    }

    /** All that is left in a buffer, which stays. */
    static byte[] copy(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return copy;
    }

    /** Reads exactly one frame, under the limit after the handshake. */
    static Frame read(byte[] bytes) throws WireException {
        FrameParser parser = new FrameParser();
        parser.handshakeOver();
        List<Frame> frames = new ArrayList<>();
        parser.feed(Unpooled.wrappedBuffer(bytes), new FrameParser.Scratch(), (frame, size) -> frames.add(frame));
        assertThat(parser.isBetweenFrames()).isTrue();
        return assertThat(frames).singleElement().actual();
    }
}
