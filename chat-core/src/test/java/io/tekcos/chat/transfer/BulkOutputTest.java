package io.tekcos.chat.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import io.tekcos.chat.wire.Bytes32;
import io.tekcos.chat.wire.Chunk;
import io.tekcos.chat.wire.Frame;
import io.tekcos.chat.wire.Octets;
import io.tekcos.chat.wire.Ping;
import io.tekcos.chat.wire.Pong;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BulkOutputTest {

    private static final Bytes32 DIGEST = Bytes32.of(new byte[Bytes32.LENGTH]);

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final BulkOutput output = new BulkOutput(channel);

    @AfterEach
    void finish() {
        channel.finishAndReleaseAll();
    }

    @Test
    void shouldWriteASignOfLifeBehindTheChunkThatHasBegun() {
        output.writeChunkHead(3, DIGEST, 5);
        output.writeSignOfLife(new Ping(1));
        output.write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
        output.writeSignOfLife(new Pong(2));
        output.write(ByteBuffer.wrap(new byte[] {4, 5}));
        output.writeSignOfLife(new Pong(3));

        assertThat(written()).isEqualTo(bytesOf(chunk(1, 2, 3, 4, 5), new Pong(2), new Pong(3)));
    }

    @Test
    void shouldKeepNoSignOfLifeForTheNextChunk() {
        output.writeChunkHead(3, DIGEST, 1);
        output.writeSignOfLife(new Ping(1));
        output.write(ByteBuffer.wrap(new byte[] {1}), () -> {});
        output.writeChunkHead(3, DIGEST, 1);
        output.write(ByteBuffer.wrap(new byte[] {2}));

        assertThat(written()).isEqualTo(bytesOf(chunk(1), new Ping(1), chunk(2)));
    }

    @Test
    void shouldNotAnswerAPeerThatReadsNothing() {
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(1, 2));
        output.write(new Ping(1));
        output.writeSignOfLife(new Pong(2));

        assertThat(written()).isEqualTo(bytesOf(new Ping(1)));
    }

    @Test
    void shouldCloseWhenAllIsWritten() {
        output.write(new Ping(1));
        output.close();

        assertThat(channel.isOpen()).isFalse();
        assertThat(written()).isEqualTo(bytesOf(new Ping(1)));
    }

    @Test
    void shouldCloseInTheEndWhenThePeerReadsNothing() {
        channel.pipeline().addFirst(new Stuck());
        output.write(new Ping(1));
        output.close();

        assertThat(channel.isOpen()).as("at first").isTrue();
        channel.advanceTimeBy(5, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
        assertThat(channel.isOpen()).as("in the end").isFalse();
    }

    /** Nothing that is written ever goes. */
    static final class Stuck extends ChannelOutboundHandlerAdapter {
        @Override
        public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
            ReferenceCountUtil.release(message);
        }
    }

    private static Frame chunk(int... bytes) {
        byte[] content = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            content[i] = (byte) bytes[i];
        }
        return new Chunk(3, DIGEST, Octets.of(content));
    }

    private byte[] written() {
        output.flush();
        ByteBuf all = Unpooled.buffer();
        for (ByteBuf next = channel.readOutbound(); next != null; next = channel.readOutbound()) {
            all.writeBytes(next);
            next.release();
        }
        return ByteBufUtil.getBytes(all);
    }

    private static byte[] bytesOf(Frame... frames) {
        ByteBuf all = Unpooled.buffer();
        for (Frame frame : frames) {
            frame.write(all);
        }
        return ByteBufUtil.getBytes(all);
    }
}
