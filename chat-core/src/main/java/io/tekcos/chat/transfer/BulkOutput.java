package io.tekcos.chat.transfer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.util.concurrent.Future;
import io.tekcos.chat.wire.Bytes32;
import io.tekcos.chat.wire.Chunk;
import io.tekcos.chat.wire.Frame;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What is written to an attached connection. Nothing gets in between the head of a chunk and the last of its bytes. */
final class BulkOutput {

    private static final long FAREWELL_SECONDS = 5;

    private final Channel channel;
    private int chunkLeft;
    private @Nullable Frame owed;

    BulkOutput(Channel channel) {
        this.channel = channel;
    }

    boolean isWritable() {
        return channel.isWritable();
    }

    /** Writes a frame; not within a chunk. */
    void write(Frame frame) {
        ByteBuf out = channel.alloc().buffer();
        frame.write(out);
        channel.write(out, channel.voidPromise());
    }

    /** Writes a sign of life, behind the chunk that has begun; nothing where there are bytes enough that wait to be sent. */
    void writeSignOfLife(Frame frame) {
        if (chunkLeft > 0) {
            owed = frame;
        } else if (channel.isWritable()) {
            write(frame);
        }
    }

    /** So many bytes follow, however they are cut. */
    void writeChunkHead(long number, Bytes32 digest, int length) {
        ByteBuf out = channel.alloc().buffer();
        Chunk.writeHead(out, number, digest, length);
        channel.write(out, channel.voidPromise());
        chunkLeft = length;
    }

    /** Writes bytes that do not change until they are gone. */
    void write(ByteBuffer bytes) {
        int length = bytes.remaining();
        channel.write(Unpooled.wrappedBuffer(bytes), channel.voidPromise());
        onWritten(length);
    }

    /** The same, and says when they and all before them are gone. */
    void write(ByteBuffer bytes, Runnable gone) {
        int length = bytes.remaining();
        channel.write(Unpooled.wrappedBuffer(bytes)).addListener((ChannelFutureListener) written -> gone.run());
        onWritten(length);
    }

    private void onWritten(int bytes) {
        chunkLeft -= bytes;
        Frame waiting = owed;
        if (chunkLeft == 0 && waiting != null) {
            owed = null;
            write(waiting);
        }
    }

    void flush() {
        channel.flush();
    }

    /** What is written goes first, as far as the peer reads it in time. */
    void close() {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        if (channel.isOpen()) {
            Future<?> limit = channel.eventLoop().schedule(this::closeNow, FAREWELL_SECONDS, TimeUnit.SECONDS);
            channel.closeFuture().addListener(closed -> limit.cancel(false));
        }
    }

    /** What is written and has not gone is dropped. */
    void closeNow() {
        channel.close();
    }
}
