package io.tekcos.chat.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.unix.SegmentedDatagramPacket;
import io.netty.handler.codec.UnsupportedMessageTypeException;
import io.netty.util.ReferenceCountUtil;
import io.tekcos.chat.model.Fault;
import io.tekcos.chat.model.Fault.Direction;
import io.tekcos.chat.model.Impairment;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A bad network for one UDP channel; it belongs first in the pipeline, nearest to the socket. What it loses, doubles and
 * reorders it logs, exactly. A direction that is not impaired goes straight through.
 *
 * <p>It carries {@link DatagramPacket} and {@link ByteBuf}; a {@link SegmentedDatagramPacket} becomes single datagrams, each
 * with its own fate. A write of anything else fails with {@link UnsupportedMessageTypeException}. The write of a lost datagram
 * succeeds, since the network took it; any other's outcome is known when it leaves, and a write that leaves late is flushed.
 *
 * <p>When the channel closes, or the handler is removed, what is still on its way is lost, and logged as such. The impairment
 * begins, and its times count, when the handler is added. One instance serves one channel.
 */
public final class DatagramImpairment extends ChannelDuplexHandler {

    private record Write(Object message, ChannelPromise promise) {}

    private final Impairment impairment;
    private final Consumer<? super Fault> log;
    private @Nullable DatagramImpairment before;
    private @Nullable DatagramLane<Object> in;
    private @Nullable DatagramLane<Write> out;

    /**
     * A handler for one channel.
     *
     * @param impairment what to do
     * @param log hears of each fault, on the channel's event loop; it must not block or throw
     */
    public DatagramImpairment(Impairment impairment, Consumer<? super Fault> log) {
        this.impairment = Objects.requireNonNull(impairment, "impairment");
        this.log = Objects.requireNonNull(log, "log");
        before = null;
    }

    /** For a channel that takes the place of another, on the same event loop: the bad network goes on, and does not begin anew. */
    private DatagramImpairment(DatagramImpairment before) {
        impairment = before.impairment;
        log = before.log;
        this.before = before;
    }

    DatagramImpairment successor() {
        return new DatagramImpairment(this);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        if (!impairment.udpIn().equals(Impairment.Datagrams.UNIMPAIRED)) {
            in = new DatagramLane<>(
                    impairment,
                    Direction.IN,
                    log,
                    ctx.executor(),
                    before == null ? null : before.in,
                    DatagramImpairment::duplicate,
                    ctx::fireChannelRead,
                    ctx::fireChannelReadComplete);
        }
        if (!impairment.udpOut().equals(Impairment.Datagrams.UNIMPAIRED)) {
            out = new DatagramLane<>(
                    impairment,
                    Direction.OUT,
                    log,
                    ctx.executor(),
                    before == null ? null : before.out,
                    write -> new Write(duplicate(write.message), ctx.newPromise()),
                    write -> ctx.write(write.message, write.promise),
                    ctx::flush);
        }
        before = null;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf content = in == null ? null : content(message);
        if (in == null || content == null) {
            ctx.fireChannelRead(message);
            return;
        }
        if (!in.offer(message, content)) {
            ReferenceCountUtil.release(message);
        }
        in.handOn(); // the socket's end of the batch is still to come
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (out == null || !ctx.channel().isActive()) {
            ctx.write(message, promise);
        } else if (message instanceof SegmentedDatagramPacket segments) {
            writeEach(ctx, out, segments, promise);
        } else {
            writeOne(ctx, out, message, promise);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        close();
        ctx.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        close();
    }

    private static void writeEach(
            ChannelHandlerContext ctx,
            DatagramLane<Write> out,
            SegmentedDatagramPacket segments,
            ChannelPromise promise) {
        ByteBuf content = segments.content();
        while (content.readableBytes() > segments.segmentSize()) {
            ByteBuf segment = content.readRetainedSlice(segments.segmentSize());
            writeOne(ctx, out, new DatagramPacket(segment, segments.recipient(), segments.sender()), ctx.newPromise());
        }
        writeOne(ctx, out, new DatagramPacket(content, segments.recipient(), segments.sender()), promise);
    }

    private static void writeOne(
            ChannelHandlerContext ctx, DatagramLane<Write> out, Object message, ChannelPromise promise) {
        ByteBuf content = content(message);
        if (content == null) {
            ReferenceCountUtil.release(message);
            promise.tryFailure(new UnsupportedMessageTypeException(message, ByteBuf.class, DatagramPacket.class));
            return;
        }
        boolean othersWaited = !out.isEmpty();
        if (!out.offer(new Write(message, promise), content)) {
            lose(message, promise);
        }
        if (out.handOn() && othersWaited) {
            ctx.flush(); // the others were flushed by their writer when they could not leave yet
        }
    }

    private void close() {
        if (in != null) {
            in.close(ReferenceCountUtil::release);
        }
        if (out != null) {
            out.close(write -> lose(write.message, write.promise));
        }
    }

    private static void lose(Object message, ChannelPromise promise) {
        ReferenceCountUtil.release(message);
        promise.trySuccess();
    }

    private static @Nullable ByteBuf content(Object message) {
        if (message instanceof DatagramPacket packet) {
            return packet.content();
        }
        return message instanceof ByteBuf bytes ? bytes : null;
    }

    private static Object duplicate(Object message) {
        return message instanceof DatagramPacket packet
                ? packet.retainedDuplicate()
                : ((ByteBuf) message).retainedDuplicate();
    }
}
