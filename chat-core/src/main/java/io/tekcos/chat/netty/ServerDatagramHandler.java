package io.tekcos.chat.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.tekcos.chat.model.DropReason;
import io.tekcos.chat.wire.Datagram;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one UDP channel of a server: finds each datagram's session by its id, or else a seed client's by its address, in
 * constant time, and hands it over to the session's event loop. No text of a seed client can be taken for another session's, for
 * an id has 64 random bits. What belongs to none is dropped, counted and never answered.
 */
final class ServerDatagramHandler extends SimpleChannelInboundHandler<DatagramPacket> {

    private static final Logger LOG = LoggerFactory.getLogger(ServerDatagramHandler.class);

    private final SessionAcceptor acceptor;

    ServerDatagramHandler(SessionAcceptor acceptor) {
        this.acceptor = acceptor;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, DatagramPacket packet) {
        DropReason flaw = DatagramReader.flaw(packet.content());
        AcceptedSession session =
                flaw == null ? acceptor.registry().byDatagramId(DatagramReader.id(packet.content())) : null;
        if (session != null) {
            onDatagram(session, packet);
        } else if (!acceptor.seedPeers().onDatagram(packet)) {
            acceptor.onDropped(flaw == null ? DropReason.UNKNOWN_ID : flaw);
        }
    }

    private void onDatagram(AcceptedSession session, DatagramPacket packet) {
        int length = packet.content().readableBytes();
        Datagram datagram = DatagramReader.read(packet.content());
        InetSocketAddress from = packet.sender();
        if (session.eventLoop().inEventLoop()) {
            session.onDatagram(datagram, length, from);
        } else {
            handOver(session, datagram, length, from);
        }
    }

    private void handOver(AcceptedSession session, @Nullable Datagram datagram, int length, InetSocketAddress from) {
        if (session.handedOver().incrementAndGet() > acceptor.limits().waitingDatagrams()) {
            session.handedOver().decrementAndGet();
            acceptor.onDropped(DropReason.UNHEARD);
            return;
        }
        session.eventLoop().execute(() -> {
            session.handedOver().decrementAndGet();
            session.onDatagram(datagram, length, from);
        });
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug(
                "The UDP channel goes on after an error", cause); // such as an ICMP "port unreachable" for some client
    }
}
