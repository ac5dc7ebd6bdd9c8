package io.tekcos.chat.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.ChannelInputShutdownReadComplete;
import io.netty.handler.codec.UnsupportedMessageTypeException;
import io.netty.util.ReferenceCountUtil;
import io.tekcos.chat.model.Fault;
import io.tekcos.chat.model.Fault.Direction;
import io.tekcos.chat.model.Impairment;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A bad network for one TCP channel; it belongs first in the pipeline, nearest to the socket. A direction that is not impaired
 * goes straight through.
 *
 * <p>Bytes keep their order, and what marks a place between them keeps its place: the end of a read, the end of the input, an
 * empty write. The outcome of a write is known when it leaves, and what leaves late is flushed. It carries {@link ByteBuf};
 * a write of anything else fails with {@link UnsupportedMessageTypeException}.
 *
 * <p>With more than 1 MiB waiting from the peer it stops reading, and with more than 1 MiB waiting to the peer the channel is
 * not writable (user-defined writability {@value #WRITABILITY_INDEX}), until half of that is left.
 *
 * <p>A cut closes the channel as soon as the last byte that passes has been handed on or written. When the channel closes,
 * bytes waiting to the peer are thrown away and their writes fail; bytes waiting from the peer are handed on at once if the
 * peer ended the connection, and thrown away if this side did. Everything waiting is handed on at once if the handler is
 * removed. The impairment begins, and its times count, when the handler is added. One instance serves one channel.
 */
public final class StreamImpairment extends ChannelDuplexHandler {

    private static final int WRITABILITY_INDEX = 31;

    private final Impairment impairment;
    private final Consumer<? super Fault> log;
    private @Nullable StreamLane in;
    private @Nullable StreamLane out;
    private boolean midRead;
    private boolean closing;

    /**
     * A handler for one channel.
     *
     * @param impairment what to do
     * @param log hears of each fault, on the channel's event loop; it must not block or throw
     */
    public StreamImpairment(Impairment impairment, Consumer<? super Fault> log) {
        this.impairment = Objects.requireNonNull(impairment, "impairment");
        this.log = Objects.requireNonNull(log, "log");
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        if (!impairment.tcpIn().equals(Impairment.Stream.UNIMPAIRED)) {
            in = new StreamLane(impairment, Direction.IN, log, ctx.executor(), new Inward(ctx));
        }
        if (!impairment.tcpOut().equals(Impairment.Stream.UNIMPAIRED)) {
            out = new StreamLane(impairment, Direction.OUT, log, ctx.executor(), new Outward(ctx));
        }
    }

    @Override
    public void channelRegistered(ChannelHandlerContext ctx) {
        lanes().forEach(lane -> lane.goOn(ctx.executor()));
        ctx.fireChannelRegistered();
    }

    @Override
    public void channelUnregistered(ChannelHandlerContext ctx) {
        lanes().forEach(StreamLane::pause);
        ctx.fireChannelUnregistered();
    }

    private Stream<StreamLane> lanes() {
        return Stream.of(in, out).filter(Objects::nonNull);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (in != null && message instanceof ByteBuf bytes) {
            in.takeBytes(bytes, null);
        } else {
            ctx.fireChannelRead(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (in == null || midRead || in.isEmpty()) {
            midRead = false;
            ctx.fireChannelReadComplete();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (in != null
                && (event instanceof ChannelInputShutdownEvent || event instanceof ChannelInputShutdownReadComplete)) {
            in.takeEvent(event);
        } else {
            ctx.fireUserEventTriggered(event);
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (out == null || !ctx.channel().isActive()) {
            ctx.write(message, promise);
        } else if (message instanceof ByteBuf bytes) {
            out.takeBytes(bytes, promise);
        } else {
            ReferenceCountUtil.release(message);
            promise.tryFailure(new UnsupportedMessageTypeException(message, ByteBuf.class));
        }
    }

    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        closing = true;
        ctx.close(promise);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (in != null && !closing) {
            in.drain();
        }
        closeLanes();
        ctx.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (ctx.channel().isActive()) {
            drainLanes();
        } else {
            closeLanes();
        }
    }

    private void drainLanes() {
        if (in != null) {
            in.drain();
        }
        if (out != null) {
            out.drain();
        }
    }

    private void closeLanes() {
        if (in != null) {
            in.close();
        }
        if (out != null) {
            out.close();
        }
    }

    private void cut(ChannelHandlerContext ctx) {
        closing = true;
        ctx.close();
    }

    private final class Inward implements StreamLane.Exit {

        private final ChannelHandlerContext ctx;
        private boolean paused;

        Inward(ChannelHandlerContext ctx) {
            this.ctx = ctx;
        }

        @Override
        public void handOn(Object message, @Nullable ChannelPromise promise) {
            if (message instanceof ByteBuf) {
                midRead = true;
                ctx.fireChannelRead(message);
            } else {
                endBatch();
                ctx.fireUserEventTriggered(message);
            }
        }

        @Override
        public void endBatch() {
            if (midRead) {
                midRead = false;
                ctx.fireChannelReadComplete();
            }
        }

        @Override
        public void onFull(boolean full) {
            if (full && ctx.channel().config().isAutoRead()) {
                paused = true;
                ctx.channel().config().setAutoRead(false);
            } else if (!full && paused) {
                paused = false;
                ctx.channel().config().setAutoRead(true);
            }
        }

        @Override
        public void onCut() {
            endBatch();
            cut(ctx);
        }
    }

    private final class Outward implements StreamLane.Exit {

        private final ChannelHandlerContext ctx;

        Outward(ChannelHandlerContext ctx) {
            this.ctx = ctx;
        }

        @Override
        public void handOn(Object message, @Nullable ChannelPromise promise) {
            ctx.write(message, promise == null ? ctx.newPromise() : promise);
        }

        @Override
        public void endBatch() {
            ctx.flush();
        }

        @Override
        public void onFull(boolean full) {
            ChannelOutboundBuffer buffer = ctx.channel().unsafe().outboundBuffer();
            if (buffer != null) {
                buffer.setUserDefinedWritability(WRITABILITY_INDEX, !full);
            }
        }

        @Override
        public void onCut() {
            ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> cut(ctx));
        }
    }
}
