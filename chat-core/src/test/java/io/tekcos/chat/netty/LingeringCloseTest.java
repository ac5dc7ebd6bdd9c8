package io.tekcos.chat.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.tekcos.chat.wire.Refused;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LingeringCloseTest {

    private static final Refused LAST_WORD = new Refused(1, 0, "no");

    private int readsBehind;
    private EmbeddedStream stream;

    @BeforeEach
    void open() throws Exception {
        stream = EmbeddedStream.open(new ChannelInboundHandlerAdapter());
        stream.pipeline().addLast("frames", new Behind());
        LingeringClose.start(stream, LAST_WORD);
    }

    @AfterEach
    void end() {
        stream.finishAndReleaseAll();
    }

    @Test
    void shouldSayTheLastWordAndShutTheOutputOnly() {
        assertThat(stream.sent()).containsExactly(LAST_WORD);
        assertThat(stream.flushes()).isEqualTo(1);
        assertThat(stream.isOutputShutdown()).isTrue();
        assertThat(stream.isOpen()).isTrue();
    }

    @Test
    void shouldThrowAwayWhatStillComes() {
        ByteBuf late = Unpooled.buffer().writeZero(1000);

        stream.writeInbound(late);

        assertThat(late.refCnt()).isZero();
        assertThat(readsBehind).isZero();
        assertThat(stream.isOpen()).isTrue();
    }

    @Test
    void shouldCloseWhenThePeersOutputEnds() {
        stream.receive(new byte[10]);
        stream.endInput();

        assertThat(stream.isOpen()).isFalse();
    }

    @Test
    void shouldCloseAfterTwoSecondsHoweverMuchComes() {
        for (int i = 0; i < 4; i++) {
            assertThat(stream.isOpen()).isTrue();
            stream.receive(new byte[100]);
            stream.pass(Duration.ofMillis(500));
        }
        assertThat(stream.isOpen()).isFalse();
    }

    @Test
    void shouldCloseAtOnceAChannelWithoutHalves() {
        EmbeddedChannel whole = new EmbeddedChannel();
        whole.pipeline().addLast("frames", new ChannelInboundHandlerAdapter());

        LingeringClose.start(whole, LAST_WORD);

        ByteBuf sent = whole.readOutbound();
        assertThat(sent.readableBytes()).isEqualTo(Bytes.of(LAST_WORD).length);
        sent.release();
        assertThat(whole.isOpen()).isFalse();
        whole.finishAndReleaseAll();
    }

    private final class Behind extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            readsBehind++;
            ((ByteBuf) message).release();
        }
    }
}
