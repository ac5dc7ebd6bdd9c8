package io.tekcos.chat.netty;

import io.netty.channel.ChannelHandlerAdapter;
import io.netty.channel.ChannelHandlerContext;
import org.jspecify.annotations.Nullable;

/** Stops a listening channel from accepting while the server is full; connections then wait in the system's queue. */
final class AcceptGate extends ChannelHandlerAdapter {

    private volatile @Nullable ChannelHandlerContext listening;

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        listening = ctx;
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        listening = null;
    }

    void setOpen(boolean open) {
        ChannelHandlerContext ctx = listening;
        if (ctx != null && ctx.channel().config().isAutoRead() != open) {
            ctx.channel().config().setAutoRead(open);
        }
    }
}
