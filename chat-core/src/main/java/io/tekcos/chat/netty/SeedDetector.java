package io.tekcos.chat.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.tekcos.chat.wire.SeedWords;
import org.jspecify.annotations.Nullable;

/**
 * Tells a server's native clients, whose first byte is 0, from those that may be seed clients: what these say waits here until
 * their HELO comes by UDP, which their TCP may have overtaken. Only enough is read to name whoever speaks another protocol;
 * the rest is left to the network.
 */
final class SeedDetector extends ChannelInboundHandlerAdapter {

    private static final int ENOUGH = 8;

    private final Runnable onNative;
    private ByteBuf kept = Unpooled.EMPTY_BUFFER;
    private boolean inputEnded;
    private @Nullable ChannelHandlerContext context;

    /**
     * Creates one.
     *
     * @param onNative called when the first byte shows that the client speaks this protocol
     */
    SeedDetector(Runnable onNative) {
        this.onNative = onNative;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!(message instanceof ByteBuf in) || (!kept.isReadable() && !in.isReadable())) {
            ctx.fireChannelRead(message);
        } else if (!kept.isReadable() && in.getByte(in.readerIndex()) == SeedWords.FRAMED) {
            onNative.run();
            ctx.pipeline().remove(this);
            ctx.fireChannelRead(in);
        } else {
            keep(ctx, in);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE && kept.isReadable()) {
            inputEnded = true; // a HELO may still be on its way, and what was said deserves to be heard
        } else {
            ctx.fireUserEventTriggered(event);
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        context = null;
        kept.release();
        kept = Unpooled.EMPTY_BUFFER;
    }

    /** The client has said HELO: hands out what it said before. */
    byte[] early() {
        return ByteBufUtil.getBytes(kept);
    }

    /** Whether the client has nothing more to say. */
    boolean isInputEnded() {
        return inputEnded;
    }

    /** No HELO has come in time: lets what was kept be judged as the beginning of a frame. */
    void giveUp() {
        ChannelHandlerContext ctx = context;
        if (ctx != null) {
            ByteBuf start = kept;
            kept = Unpooled.EMPTY_BUFFER;
            ctx.pipeline().remove(this);
            ctx.fireChannelRead(start);
            if (inputEnded) {
                ctx.fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
            }
            ctx.channel().config().setAutoRead(true);
        }
    }

    private void keep(ChannelHandlerContext ctx, ByteBuf in) {
        kept = Unpooled.wrappedBuffer(kept, in);
        if (kept.readableBytes() >= ENOUGH) {
            ctx.channel().config().setAutoRead(false);
        }
    }
}
