package io.tekcos.chat.netty;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ConnectTimeoutException;
import io.netty.util.NetUtil;
import io.tekcos.chat.journal.ClientJournal;
import io.tekcos.chat.journal.FileDisk;
import io.tekcos.chat.journal.SavedSession;
import io.tekcos.chat.model.ChatException;
import io.tekcos.chat.model.Durability;
import io.tekcos.chat.model.JournalException;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.PeerUnreachableException;
import io.tekcos.chat.protocol.ClientHandshake;
import io.tekcos.chat.protocol.ClientHandshake.Step;
import io.tekcos.chat.protocol.SessionJournal;
import io.tekcos.chat.wire.PeerLimits;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The client's side of sessions, for bootstraps of any kind: each connect opens a TCP channel with one and, when the session
 * stands, a UDP channel with the other, on the same event loop. Any thread may call its methods.
 */
public final class SessionConnector {

    private final String name;
    private final Limits limits;
    private volatile boolean seedPeers;
    private volatile @Nullable Path outbox;
    private volatile Durability durability = Durability.WRITE;

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
     * Keeps what sessions accept for sending, and how far they have come, in a directory, so that a process that comes after this
     * one goes on where it was killed. Off by default. Then {@link #connect} reads and writes a file there, and so does every
     * send by TCP.
     *
     * @param directory made if it is missing; null for none
     * @param newDurability what a text survives once it is accepted
     * @return this connector
     */
    public SessionConnector outbox(@Nullable Path directory, Durability newDurability) {
        outbox = directory;
        durability = newDurability;
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
     *     {@link io.tekcos.chat.model.PeerRefusedException}, a {@link io.tekcos.chat.model.WrongProtocolException} or a
     *     {@link JournalException}
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
        try {
            Opened opened = openJournal(server);
            begin(opened, new Route(tcp, udp, server, udpPort), begun, result::completeExceptionally);
        } catch (JournalException unusable) {
            result.completeExceptionally(unusable);
        }
        return result;
    }

    private void begin(Opened opened, Route route, Consumer<NettySession> onBegun, Consumer<ChatException> onFailed) {
        try {
            new FirstConnection(this, route, opened.journal, opened.saved, onBegun, onFailed).open();
        } catch (RuntimeException unfit) { // such as a bootstrap without a group
            opened.journal.close();
            throw unfit;
        }
    }

    /** The journal of the sessions with a server, and what it held. */
    private record Opened(SessionJournal journal, @Nullable SavedSession saved) {}

    private Opened openJournal(InetSocketAddress server) {
        Path directory = outbox;
        if (directory == null) {
            return new Opened(SessionJournal.NONE, null);
        }
        ClientJournal.Opened opened =
                ClientJournal.open(new FileDisk(), directory, server.getHostString(), server.getPort(), durability);
        return new Opened(opened.journal(), opened.saved());
    }

    /**
     * Opens a connection and makes a handshake on it.
     *
     * @param onDecided takes the channel and the last step of a handshake that did not fail
     * @param onSeedServer takes the channel and what a seed server has said beyond its greeting; null if none is welcome
     * @param onFailed told why there is no session by this connection; on its event loop, or on any thread if there is not even
     *     a channel
     * @param onOpening told the channel, before anything else, on its event loop
     */
    void open(
            Bootstrap tcp,
            InetSocketAddress server,
            ClientHandshake handshake,
            BiConsumer<Channel, Step> onDecided,
            @Nullable BiConsumer<Channel, byte[]> onSeedServer,
            Consumer<ChatException> onFailed,
            Consumer<Channel> onOpening) {
        ChannelHandler first = tcp.config().handler();
        tcp.clone()
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        onOpening.accept(channel);
                        Pipelines.first(channel, first);
                        ClientHandshakeHandler handler = new ClientHandshakeHandler(
                                channel,
                                handshake,
                                limits,
                                step -> onDecided.accept(channel, step),
                                onSeedServer == null ? null : early -> onSeedServer.accept(channel, early),
                                onFailed);
                        Pipelines.stream(channel, handler);
                        Pipelines.detect(channel, new SeedAckDetector(handler::onSeedServer));
                    }
                })
                .connect(server)
                .addListener(connected -> {
                    if (!connected.isSuccess()) {
                        onFailed.accept(unreachable(server, connected.cause()));
                    }
                });
    }

    Limits limits() {
        return limits;
    }

    String name() {
        return name;
    }

    PeerLimits peerLimits() {
        return PeerLimits.withWindow(limits.window());
    }

    boolean areSeedPeersAllowed() {
        return seedPeers;
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
