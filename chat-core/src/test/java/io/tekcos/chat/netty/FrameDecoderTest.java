package io.tekcos.chat.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.wire.Bye;
import io.tekcos.chat.wire.Frame;
import io.tekcos.chat.wire.Received;
import io.tekcos.chat.wire.Text;
import io.tekcos.chat.wire.WireException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameDecoderTest {

    private static final Frame[] FRAMES = {new Received(1), new Text(2, 0, "둘", false), new Bye(0, "three", 3)};

    private final Sink sink = new Sink();

    @Test
    void shouldHandOverEachFrameWithItsSizeHoweverTheyAreCut() {
        byte[] bytes = Bytes.of(FRAMES);
        for (byte[][] reads : Bytes.everyCut(bytes)) {
            Sink each = new Sink();
            EmbeddedChannel channel = new EmbeddedChannel(new FrameDecoder(each));

            receive(channel, reads);

            assertThat(each.frames).containsExactly(FRAMES);
            assertThat(each.frameBytes).isEqualTo(bytes.length);
            assertThat(each.readBytes).isEqualTo(bytes.length);
            assertThat(channel.finishAndReleaseAll()).isFalse();
        }
    }

    @Test
    void shouldReportAViolationOnceAndReleaseAllThatFollows() {
        EmbeddedChannel channel = new EmbeddedChannel(new FrameDecoder(sink));
        ByteBuf after = Unpooled.copiedBuffer(Bytes.of(FRAMES));

        receive(channel, Bytes.of(FRAMES), new byte[4]);
        channel.writeInbound(after);

        assertThat(sink.frames).containsExactly(FRAMES);
        assertThat(sink.violations)
                .singleElement()
                .satisfies(violation -> assertThat(violation.closeCause()).isEqualTo(CloseCause.FRAME_LENGTH));
        assertThat(after.refCnt()).isZero();
        assertThat(channel.isOpen()).as("it is the sink that closes").isTrue();
        channel.finishAndReleaseAll();
    }

    @Test
    void shouldGoOnInTheSameReadWithTheSinkItWasHandedOverTo() {
        List<Frame> session = new ArrayList<>();
        Sink handshake = new Sink();
        FrameDecoder decoder = new FrameDecoder(handshake);
        EmbeddedChannel channel = new EmbeddedChannel(decoder);
        handshake.onFirst = () -> decoder.handOver(sink);

        receive(channel, Bytes.of(FRAMES));

        session.addAll(handshake.frames);
        session.addAll(sink.frames);
        assertThat(handshake.frames).hasSize(1);
        assertThat(sink.readBytes).isEqualTo(sink.frameBytes);
        assertThat(session).containsExactly(FRAMES);
        channel.finishAndReleaseAll();
    }

    @Test
    void shouldRaiseTheLimitOfAFrameOnlyWhenTheHandshakeIsOver() {
        FrameDecoder decoder = new FrameDecoder(sink);
        EmbeddedChannel channel = new EmbeddedChannel(decoder);
        Text large = new Text(1, 0, "x".repeat(5000), false);

        decoder.handOver(sink);
        receive(channel, Bytes.of(large));
        assertThat(sink.frames).containsExactly(large);
        channel.finishAndReleaseAll();

        channel = new EmbeddedChannel(new FrameDecoder(sink));
        receive(channel, Bytes.of(large));
        assertThat(sink.violations).hasSize(1);
        channel.finishAndReleaseAll();
    }

    private static void receive(EmbeddedChannel channel, byte[]... reads) {
        for (byte[] read : reads) {
            channel.writeInbound(Unpooled.copiedBuffer(read));
        }
    }

    private static final class Sink implements FrameSink {
        final List<Frame> frames = new ArrayList<>();
        final List<WireException> violations = new ArrayList<>();
        Runnable onFirst = () -> {};
        int frameBytes;
        int readBytes;

        @Override
        public void onRead(int bytes) {
            readBytes += bytes;
        }

        @Override
        public void onFrame(Frame frame, int bytes) {
            if (frames.isEmpty()) {
                onFirst.run();
            }
            frames.add(frame);
            frameBytes += bytes;
        }

        @Override
        public void onViolation(WireException violation) {
            violations.add(violation);
        }
    }
}
