package io.tekcos.chat.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.concurrent.Future;
import io.tekcos.chat.model.DropReason;
import io.tekcos.chat.protocol.BindingStep;
import io.tekcos.chat.protocol.ClientBinding;
import io.tekcos.chat.wire.Datagram;
import io.tekcos.chat.wire.Helo;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The UDP channel of one client session, connected to the server: binds the path and then receives by it. */
final class ClientDatagramHandler extends SimpleChannelInboundHandler<DatagramPacket> {

    private static final Logger LOG = LoggerFactory.getLogger(ClientDatagramHandler.class);

    private final ClientBinding binding;
    private final UdpPath path;
    private @Nullable Future<?> timer;

    ClientDatagramHandler(ClientBinding binding, UdpPath path) {
        this.binding = binding;
        this.path = path;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        path.attach(ctx.channel());
        poll(ctx);
        ctx.fireChannelActive();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (timer != null) {
            timer.cancel(false);
        }
        ctx.fireChannelInactive();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, DatagramPacket packet) {
        DropReason flaw = DatagramReader.flaw(packet.content());
        Datagram datagram = flaw == null ? DatagramReader.read(packet.content()) : null;
        path.perform(judge(flaw, datagram), packet.sender());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("The UDP channel goes on after an error", cause); // such as an ICMP "port unreachable"
        path.onFailure();
    }

    private BindingStep judge(@Nullable DropReason flaw, @Nullable Datagram datagram) {
        if (datagram == null) {
            return new BindingStep.Dropped(flaw == null ? DropReason.MALFORMED : flaw);
        }
        return binding.onDatagram(datagram, System.nanoTime());
    }

    private void poll(ChannelHandlerContext ctx) {
        long now = System.nanoTime();
        Helo helo = binding.poll(now);
        if (helo != null) {
            path.sendNow(helo, null);
        }
        if (!binding.isUp() && ctx.channel().isActive()) {
            timer = ctx.executor().schedule(() -> poll(ctx), binding.untilPoll(now), TimeUnit.NANOSECONDS);
        }
    }
}
