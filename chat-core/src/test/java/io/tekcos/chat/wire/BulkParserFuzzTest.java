package io.tekcos.chat.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Whatever bytes come behind a connection's last frame of the handshake, cut wherever: frames or a {@link WireException}. */
class BulkParserFuzzTest {

    /** The first byte says how to cut; the stream follows. */
    @FuzzTest
    void parse(byte[] input) throws WireException {
        if (input.length == 0) {
            return;
        }
        byte[] stream = Arrays.copyOfRange(input, 1, input.length);
        Run whole = new Run();
        whole.feed(stream, stream.length, new Random(0));
        Run cut = new Run();
        int longestRead = 1 + (input[0] & 0xff);
        cut.feed(stream, longestRead, new Random(longestRead));

        if (!(whole.failure instanceof StrangerException)) {
            assertThat(cut.frames).isEqualTo(whole.frames);
            assertThat(cut.failure == null).isEqualTo(whole.failure == null);
        }
        for (Frame frame : cut.frames) {
            assertThat(WireBytes.readBulk(WireBytes.bytesOf(frame))).containsExactly(frame);
        }
    }

    private static final class Run {

        private final FrameParser parser = new FrameParser();
        private final FrameParser.Scratch scratch = new FrameParser.Scratch();
        private final List<Frame> frames = new ArrayList<>();
        private @Nullable WireException failure;

        void feed(byte[] stream, int longestRead, Random random) {
            BulkParser bulk = new BulkParser(new WireBytes.WholeChunks(frames));
            try {
                for (int at = 0; at < stream.length; ) {
                    int length = Math.min(stream.length - at, longestRead);
                    length = longestRead < stream.length ? 1 + random.nextInt(length) : length;
                    parser.feed(
                            Unpooled.wrappedBuffer(stream, at, length),
                            scratch,
                            (first, size) -> parser.handOver(bulk));
                    at += length;
                }
            } catch (WireException expected) {
                failure = expected;
            }
        }
    }
}
