package io.tekcos.chat.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.tekcos.chat.wire.SeedWords;
import java.util.function.Consumer;

/** Tells a seed server, whose greeting is bare, from everybody else; however the network has cut it. */
final class SeedAckDetector extends ChannelInboundHandlerAdapter {

    private final Consumer<byte[]> onSeedServer;
    private ByteBuf kept = Unpooled.EMPTY_BUFFER;

    /**
     * Creates one.
     *
     * @param onSeedServer called with what follows the greeting in the same read, already text, if the server is a seed server
     */
    SeedAckDetector(Consumer<byte[]> onSeedServer) {
        this.onSeedServer = onSeedServer;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!(message instanceof ByteBuf in)) {
            ctx.fireChannelRead(message);
            return;
        }
        kept = Unpooled.wrappedBuffer(kept, in);
        if (SeedWords.skipAck(kept)) {
            onSeedServer.accept(ByteBufUtil.getBytes(kept));
        } else if (!SeedWords.mayBecomeAck(kept)) {
            ByteBuf start = kept;
            kept = Unpooled.EMPTY_BUFFER;
            ctx.pipeline().remove(this);
            ctx.fireChannelRead(start);
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        kept.release();
        kept = Unpooled.EMPTY_BUFFER;
    }
}
