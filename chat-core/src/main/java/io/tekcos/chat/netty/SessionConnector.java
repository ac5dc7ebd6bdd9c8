package io.tekcos.chat.netty;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ConnectTimeoutException;
import io.netty.util.NetUtil;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.PeerUnreachableException;
import io.tekcos.chat.protocol.ClientBinding;
import io.tekcos.chat.protocol.ClientHandshake;
import io.tekcos.chat.protocol.Roster;
import io.tekcos.chat.protocol.Terms;
import io.tekcos.chat.wire.PeerLimits;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The client's side of sessions, for bootstraps of any kind: each connect opens a TCP channel with one and, when the session
 * stands, a UDP channel with the other, on the same event loop. Any thread may call its methods.
 */
public final class SessionConnector {

    /** Where a seed server's datagrams go, which it does not say. */
    private static final int SEED_UDP_PORT = 2000;

    private final String name;
    private final Limits limits;
    private volatile boolean seedPeers;

    /**
     * Creates a connector.
     *
     * @param name what the server sees as this client's name: 1 to {@link Limits#MAX_NAME_BYTES} bytes of UTF-8, no control
     *     characters
     * @param limits the bounds to keep
     * @throws IllegalArgumentException if the name is not permitted
     */
    public SessionConnector(String name, Limits limits) {
        this.name = SessionAcceptor.requireName(name);
        this.limits = limits;
    }

    /**
     * Talks to seed peers too: the program that this library grew from, which speaks no frames. Off by default.
     *
     * @param allowed from the next connection on
     * @return this connector
     */
    public SessionConnector allowSeedPeers(boolean allowed) {
        seedPeers = allowed;
        return this;
    }

    /**
     * Begins a session.
     *
     * @param tcp with group and channel set; it is copied. If it has a handler, sharable, that one comes first in the pipeline,
     *     nearest to the network
     * @param udp with the channel set, and perhaps a local address, of port 0; it is copied, and gets the TCP channel's event
     *     loop. Its handler comes first as well. It opens a new socket every few seconds while the path is down
     * @param server where to connect, resolved
     * @param udpPort where datagrams go; 0 for the port that the server names, which is 2000 if a seed server names none
     * @param onSession called on the session's event loop, before its first event
     * @param <S> what the caller makes of a session
     * @return what {@code onSession} returned, as soon as the session stands; or a {@link PeerUnreachableException}, a
     *     {@link io.tekcos.chat.model.PeerRefusedException} or a {@link io.tekcos.chat.model.WrongProtocolException}
     */
    public <S> CompletableFuture<S> connect(
            Bootstrap tcp,
            Bootstrap udp,
            InetSocketAddress server,
            int udpPort,
            Function<? super NettySession, ? extends S> onSession) {
        CompletableFuture<S> result = new CompletableFuture<>();
        Consumer<NettySession> begun = session -> {
            try {
                if (!result.complete(onSession.apply(session))) {
                    session.closeNow(); // the caller has given up meanwhile
                }
            } catch (Throwable e) { // whatever it is, it is the caller's, who waits for word of it
                result.completeExceptionally(e);
                session.closeNow();
            }
        };
        ChannelHandler first = tcp.config().handler();
        tcp.clone()
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        Pipelines.first(channel, first);
                        ClientHandshakeHandler handshake = new ClientHandshakeHandler(
                                channel,
                                newHandshake(),
                                limits,
                                terms -> begin(channel, terms, udp, udpPort, begun),
                                seedPeers ? early -> beginSeed(channel, early, udp, udpPort, begun) : null,
                                result::completeExceptionally);
                        Pipelines.stream(channel, handshake);
                        Pipelines.detect(channel, new SeedAckDetector(handshake::onSeedServer));
                    }
                })
                .connect(server)
                .addListener(connected -> {
                    if (!connected.isSuccess()) {
                        result.completeExceptionally(unreachable(server, connected.cause()));
                    }
                });
        return result;
    }

    private ClientHandshake newHandshake() {
        return new ClientHandshake(
                Randoms.sessionId(), Randoms.bytes32(), name, PeerLimits.withWindow(limits.window()));
    }

    private void begin(Channel channel, Terms terms, Bootstrap udp, int udpPort, Consumer<NettySession> begun) {
        long now = channel.eventLoop().ticker().nanoTime();
        ClientBinding binding = new ClientBinding(terms.datagramId(), terms.secret(), now);
        FramedSession session = new FramedSession(channel, terms, binding, Roster.ofClient(), limits);
        Pipelines.establish(channel, session.handler());
        session.begin();
        begun.accept(session);
        int port = udpPort == 0 ? terms.udpPort() : udpPort;
        if (port == 0) {
            session.udpPath().giveUp("the server has no UDP path");
        } else {
            new ClientSocket(session, udp, datagramAddress(session, port)).open();
        }
    }

    private void beginSeed(Channel channel, byte[] early, Bootstrap udp, int udpPort, Consumer<NettySession> begun) {
        SeedSession session = new SeedSession(channel, limits);
        Pipelines.establish(channel, session.handler());
        begun.accept(session);
        session.handler().begin(early, false);
        SeedSocket.open(session, udp, datagramAddress(session, udpPort == 0 ? SEED_UDP_PORT : udpPort));
    }

    private static InetSocketAddress datagramAddress(NettySession session, int port) {
        return new InetSocketAddress(session.peer().address().getAddress(), port);
    }

    private static PeerUnreachableException unreachable(InetSocketAddress server, Throwable cause) {
        String where = NetUtil.toAddressString(server.getAddress()) + " port " + server.getPort();
        if (cause instanceof ConnectTimeoutException) {
            return new PeerUnreachableException(
                    "No answer from " + where + ": check the address, or a firewall drops it", cause);
        }
        if (cause instanceof ConnectException
                && String.valueOf(cause.getMessage()).contains("refused")) {
            return new PeerUnreachableException(
                    "Nothing listens on " + where + ": start the server there, or check the port", cause);
        }
        return new PeerUnreachableException(where + " cannot be reached: " + cause.getMessage(), cause);
    }
}
