package io.tekcos.chat.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.tekcos.chat.model.DropReason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The UDP channel of one client session, connected to the server: nothing comes by it from anywhere else. */
final class ClientDatagramHandler extends SimpleChannelInboundHandler<DatagramPacket> {

    private static final Logger LOG = LoggerFactory.getLogger(ClientDatagramHandler.class);

    private final UdpPath path;

    ClientDatagramHandler(UdpPath path) {
        this.path = path;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, DatagramPacket packet) {
        DropReason flaw = DatagramReader.flaw(packet.content());
        if (flaw == null) {
            path.onDatagram(
                    DatagramReader.read(packet.content()), packet.content().readableBytes(), packet.sender());
        } else {
            path.onDropped(flaw);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("The UDP channel goes on after an error", cause); // such as an ICMP "port unreachable"
        path.onFailure();
    }
}
