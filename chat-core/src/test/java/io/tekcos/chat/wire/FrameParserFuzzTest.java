package io.tekcos.chat.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Whatever bytes come, cut wherever: frames or a {@link WireException} come out and nothing else, and little is kept. */
class FrameParserFuzzTest {

    private static final int HANDSHAKE_OVER = 0x80;

    /** The first byte says whether the handshake ends with the first frame, and how to cut; the stream follows. */
    @FuzzTest
    void parse(byte[] input) throws WireException {
        if (input.length == 0) {
            return;
        }
        byte[] stream = Arrays.copyOfRange(input, 1, input.length);
        boolean handshakeEnds = (input[0] & HANDSHAKE_OVER) != 0;
        Run whole = new Run(handshakeEnds);
        whole.feed(stream, stream.length, new Random(0));
        Run cut = new Run(handshakeEnds);
        int longestRead = 1 + (input[0] & ~HANDSHAKE_OVER & 0xff);
        cut.feed(stream, longestRead, new Random(longestRead));

        // A stranger is known by eight bytes, which may hold more than one frame if they do not come together.
        if (!(whole.failure instanceof StrangerException)) {
            assertThat(cut.frames).isEqualTo(whole.frames);
            assertThat(cut.failure == null).isEqualTo(whole.failure == null);
        }
        for (Frame frame : cut.frames) {
            assertReadsBack(frame);
        }
    }

    private static void assertReadsBack(Frame frame) throws WireException {
        Frame again = WireBytes.read(WireBytes.bytesOf(frame));
        if (!(frame instanceof Refused
                || frame instanceof Bye
                || frame instanceof Cancel)) { // whose text is cut when it is written
            assertThat(again).isEqualTo(frame);
        }
    }

    private static final class Run {

        private final FrameParser parser = new FrameParser();
        private final FrameParser.Scratch scratch = new FrameParser.Scratch();
        private final List<Frame> frames = new ArrayList<>();
        private final boolean handshakeEnds;
        private int kept;
        private @Nullable WireException failure;

        Run(boolean handshakeEnds) {
            this.handshakeEnds = handshakeEnds;
        }

        void feed(byte[] stream, int longestRead, Random random) {
            try {
                for (int at = 0; at < stream.length; ) {
                    int length = Math.min(stream.length - at, longestRead);
                    length = longestRead < stream.length ? 1 + random.nextInt(length) : length;
                    kept += length;
                    parser.feed(Unpooled.wrappedBuffer(stream, at, length), scratch, this::onFrame);
                    at += length;
                    assertKeepsLittle();
                }
            } catch (WireException expected) {
                failure = expected;
            }
        }

        private void onFrame(Frame frame, int bytes) {
            frames.add(frame);
            kept -= bytes;
            if (handshakeEnds) {
                parser.handshakeOver();
            }
        }

        private void assertKeepsLittle() {
            boolean handshake = !handshakeEnds || frames.isEmpty();
            assertThat(kept).isLessThan(Integer.BYTES + (handshake ? Frame.MAX_HANDSHAKE_LENGTH : Frame.MAX_LENGTH));
            assertThat(parser.isBetweenFrames()).isEqualTo(kept == 0);
        }
    }
}
