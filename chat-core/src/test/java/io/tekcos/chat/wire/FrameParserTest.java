package io.tekcos.chat.wire;

import static io.tekcos.chat.wire.WireBytes.bytesOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** However the network cuts a stream, the same frames come out of it. */
class FrameParserTest {

    private static final List<Frame> FRAMES =
            FrameBytesTest.frames().map(example -> (Frame) example.get()[0]).toList();
    private static final byte[] STREAM = stream(FRAMES);

    private final FrameParser.Scratch scratch = new FrameParser.Scratch();
    private final FrameParser parser = new FrameParser();
    private final List<Frame> seen = new ArrayList<>();

    @Test
    void shouldReadSeveralFramesFromOneRead() throws WireException {
        feed(STREAM);

        assertThat(seen).isEqualTo(FRAMES);
        assertThat(parser.isBetweenFrames()).isTrue();
    }

    @Test
    void shouldReadOneByteAtATime() throws WireException {
        for (int i = 0; i < STREAM.length; i++) {
            feed(Arrays.copyOfRange(STREAM, i, i + 1));
        }

        assertThat(seen).isEqualTo(FRAMES);
        assertThat(parser.isBetweenFrames()).isTrue();
    }

    @Test
    void shouldReadAStreamCutAtAnyByte() throws WireException {
        for (int cut = 0; cut <= STREAM.length; cut++) {
            FrameParser fresh = new FrameParser();
            List<Frame> frames = new ArrayList<>();
            fresh.feed(Unpooled.wrappedBuffer(STREAM, 0, cut), scratch, (frame, bytes) -> frames.add(frame));
            assertThat(frames).isEqualTo(FRAMES.subList(0, frames.size()));
            assertThat(fresh.isBetweenFrames()).isEqualTo(stream(frames).length == cut);

            fresh.feed(
                    Unpooled.wrappedBuffer(STREAM, cut, STREAM.length - cut),
                    scratch,
                    (frame, bytes) -> frames.add(frame));
            assertThat(frames).as("cut at %d", cut).isEqualTo(FRAMES);
        }
    }

    @Test
    void shouldReadAStreamCutAnywhereAndOften() throws WireException {
        Random random = new Random(7);
        for (int run = 0; run < 500; run++) {
            FrameParser fresh = new FrameParser();
            List<Frame> frames = new ArrayList<>();
            int longest = 1 + random.nextInt(100);
            for (int at = 0; at < STREAM.length; ) {
                int length = Math.min(STREAM.length - at, random.nextInt(longest + 1));
                fresh.feed(Unpooled.wrappedBuffer(STREAM, at, length), scratch, (frame, bytes) -> frames.add(frame));
                at += length;
            }
            assertThat(frames).as("run %d", run).isEqualTo(FRAMES);
        }
    }

    @Test
    void shouldLeaveAReadAloneWhileItsSinkFeedsAnotherParser() throws WireException {
        byte[] other = stream(List.of(new Received(77), new Received(78)));

        parser.feed(Unpooled.wrappedBuffer(STREAM), scratch, (frame, bytes) -> {
            seen.add(frame);
            new FrameParser().feed(Unpooled.wrappedBuffer(other), scratch, (inner, size) -> {});
        });

        assertThat(seen).isEqualTo(FRAMES);
    }

    @Test
    void shouldTellTheSizeOfEveryFrameOnTheWire() throws WireException {
        List<Integer> sizes = new ArrayList<>();
        parser.feed(Unpooled.wrappedBuffer(STREAM), scratch, (frame, bytes) -> sizes.add(bytes));

        assertThat(sizes)
                .isEqualTo(FRAMES.stream().map(frame -> bytesOf(frame).length).toList());
    }

    @Test
    void shouldReadAllOfABufferAndLeaveNothingInIt() throws WireException {
        ByteBuf in = Unpooled.buffer().writeBytes(STREAM);
        parser.feed(in, scratch, (frame, bytes) -> seen.add(frame));

        assertThat(in.isReadable()).isFalse();
    }

    @Test
    void shouldReadABufferThatIsNotAnArray() throws WireException {
        ByteBuf direct = Unpooled.directBuffer().writeBytes(STREAM);
        parser.feed(direct, scratch, (frame, bytes) -> seen.add(frame));
        direct.release();

        assertThat(seen).isEqualTo(FRAMES);
    }

    @Test
    void shouldKeepTheFramesOfTwoParsersApartThatShareAThread() throws WireException {
        FrameParser other = new FrameParser();
        List<Frame> othersFrames = new ArrayList<>();
        byte[] othersStream = stream(List.of(new Bye(3, "other", 4), new Received(99), new Received(100)));
        int turns = Math.max(STREAM.length, othersStream.length);

        for (int i = 0; i < turns; i++) {
            feed(Arrays.copyOfRange(STREAM, Math.min(i, STREAM.length), Math.min(i + 1, STREAM.length)));
            other.feed(
                    Unpooled.wrappedBuffer(Arrays.copyOfRange(
                            othersStream, Math.min(i, othersStream.length), Math.min(i + 1, othersStream.length))),
                    scratch,
                    (frame, bytes) -> othersFrames.add(frame));
        }

        assertThat(seen).isEqualTo(FRAMES);
        assertThat(othersFrames).containsExactly(new Bye(3, "other", 4), new Received(99), new Received(100));
    }

    @Test
    void shouldPassOnWhatTheSinkThrows() {
        WireException notAllowed = new WireException(io.tekcos.chat.model.CloseCause.PROTOCOL_ERROR, "not now");

        assertThat(catchThrowable(() -> parser.feed(Unpooled.wrappedBuffer(STREAM), scratch, (frame, bytes) -> {
                    throw notAllowed;
                })))
                .isSameAs(notAllowed);
    }

    private void feed(byte[] bytes) throws WireException {
        parser.feed(Unpooled.wrappedBuffer(bytes), scratch, (frame, size) -> seen.add(frame));
    }

    private static byte[] stream(List<Frame> frames) {
        ByteBuf out = Unpooled.buffer();
        frames.forEach(frame -> frame.write(out));
        return ByteBufUtil.getBytes(out);
    }
}
