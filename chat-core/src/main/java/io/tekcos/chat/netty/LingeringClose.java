package io.tekcos.chat.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.ReferenceCountUtil;
import io.tekcos.chat.wire.Frame;
import java.util.concurrent.TimeUnit;

/**
 * Says a last word and closes the connection so that the peer can hear it: a close with bytes unread would reset the
 * connection and lose what is on its way (RFC 9112, section 9.6, has the same for HTTP). Whatever the peer still sends is read
 * and thrown away, for two seconds at most.
 */
final class LingeringClose extends ChannelInboundHandlerAdapter {

    private static final int LIMIT_SECONDS = 2;

    private LingeringClose() {}

    static void start(Channel channel, Frame lastWord) {
        channel.pipeline().addBefore("frames", "linger", new LingeringClose());
        channel.write(Frames.encode(channel, lastWord));
        Endings.shutOutput(channel);
        channel.eventLoop().schedule((Runnable) channel::close, LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ReferenceCountUtil.release(message);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            ctx.close();
        }
        ctx.fireUserEventTriggered(event);
    }
}
