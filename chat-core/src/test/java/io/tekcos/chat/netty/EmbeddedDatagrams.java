package io.tekcos.chat.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.DefaultChannelId;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DatagramPacket;
import io.tekcos.chat.protocol.Proofs;
import io.tekcos.chat.wire.Bind;
import io.tekcos.chat.wire.Bytes32;
import io.tekcos.chat.wire.Datagram;
import io.tekcos.chat.wire.Helo;
import io.tekcos.chat.wire.HeloOk;
import io.tekcos.chat.wire.PingDatagram;
import io.tekcos.chat.wire.WireException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A UDP socket without a network, connected or not. */
final class EmbeddedDatagrams extends EmbeddedChannel {

    static final InetSocketAddress SERVER = new InetSocketAddress("192.0.2.1", 2000);
    static final InetSocketAddress CLIENT = new InetSocketAddress("192.0.2.7", 50_000);

    /** A datagram that was sent; to nobody by name if the socket is connected. */
    record Sent(Datagram datagram, int bytes, @Nullable InetSocketAddress to) {}

    private final InetSocketAddress local;
    private final @Nullable InetSocketAddress connected;

    private EmbeddedDatagrams(
            InetSocketAddress local, @Nullable InetSocketAddress connected, ChannelHandler... handlers) {
        super(DefaultChannelId.newInstance(), false, false, handlers);
        this.local = local;
        this.connected = connected;
    }

    static EmbeddedDatagrams ofServer(ChannelHandler... handlers) throws Exception {
        EmbeddedDatagrams channel = new EmbeddedDatagrams(SERVER, null, handlers);
        channel.register();
        return channel;
    }

    static EmbeddedDatagrams ofClient(ChannelHandler... handlers) throws Exception {
        EmbeddedDatagrams channel = new EmbeddedDatagrams(CLIENT, SERVER, handlers);
        channel.register();
        return channel;
    }

    void receive(byte[] bytes, InetSocketAddress from) {
        writeInbound(new DatagramPacket(Unpooled.wrappedBuffer(bytes), local, from));
    }

    void receive(Datagram datagram, InetSocketAddress from) {
        receive(Bytes.of(datagram), from);
    }

    /** Binds an address to a session, with the client's numbers up to this one; what was sent until then is taken away. */
    void bind(long id, Bytes32 secret, InetSocketAddress from, long number) {
        sent();
        receive(new Helo(id, number - 1), from);
        HeloOk answer = (HeloOk) sent().get(0).datagram();
        receive(new Bind(id, number, answer.cookie(), Proofs.bind(secret, id, number, answer.cookie())), from);
    }

    /** What was flushed since the last call, but for the PINGs, which nobody asked for. */
    List<Sent> sent() {
        return sentWithPings().stream()
                .filter(sent -> !(sent.datagram() instanceof PingDatagram))
                .toList();
    }

    /** What was flushed since the last call, the PINGs among them. */
    List<Sent> sentWithPings() {
        runPendingTasks();
        List<Sent> all = new ArrayList<>();
        for (Object out = readOutbound(); out != null; out = readOutbound()) {
            all.add(
                    out instanceof DatagramPacket packet
                            ? sent(packet.content(), packet.recipient())
                            : sent((ByteBuf) out, null));
        }
        return all;
    }

    private static Sent sent(ByteBuf content, @Nullable InetSocketAddress to) {
        try {
            byte[] bytes = new byte[content.readableBytes()];
            content.readBytes(bytes);
            return new Sent(Datagram.read(bytes, bytes.length), bytes.length, to);
        } catch (WireException e) {
            throw new AssertionError("what was sent is no datagram", e);
        } finally {
            content.release();
        }
    }

    @Override
    protected SocketAddress localAddress0() {
        return local;
    }

    @Override
    protected @Nullable SocketAddress remoteAddress0() {
        return connected;
    }
}
