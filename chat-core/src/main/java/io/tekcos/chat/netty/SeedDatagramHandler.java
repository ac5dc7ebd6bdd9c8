package io.tekcos.chat.netty;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.tekcos.chat.model.DropReason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The UDP channel of a session with a seed server, connected to it: each datagram is a text. */
final class SeedDatagramHandler extends SimpleChannelInboundHandler<DatagramPacket> {

    private static final Logger LOG = LoggerFactory.getLogger(SeedDatagramHandler.class);

    private final SeedSession session;

    SeedDatagramHandler(SeedSession session) {
        this.session = session;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, DatagramPacket packet) {
        if (packet.content().readableBytes() >= Pipelines.LARGEST_DATAGRAM) {
            session.datagrams().onDropped(DropReason.OVERSIZED); // the buffer has no more, so its end may be missing
        } else {
            session.onDatagram(ByteBufUtil.getBytes(packet.content()));
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("The UDP channel goes on after an error", cause); // such as an ICMP "port unreachable"
        session.datagrams().onFailure();
    }
}
