package io.tekcos.chat;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.tekcos.chat.model.BindFailedException;
import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.Durability;
import io.tekcos.chat.model.Fault;
import io.tekcos.chat.model.Impairment;
import io.tekcos.chat.model.JournalException;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.ServerCounters;
import io.tekcos.chat.netty.ImpairedNetwork;
import io.tekcos.chat.netty.NettySession;
import io.tekcos.chat.netty.SessionAcceptor;
import io.tekcos.chat.netty.Transport;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Accepts sessions on a TCP port, and their datagrams on a UDP port. Each server has event loops of its own, ended by
 * {@link #close()}; any thread may call its methods.
 */
public final class ChatServer implements AutoCloseable {

    /** The TCP port by default, as in the program this library grew from. */
    public static final int DEFAULT_TCP_PORT = 4000;

    /** The UDP port by default, as in the program this library grew from. */
    public static final int DEFAULT_UDP_PORT = 2000;

    private final Transport transport;
    private final EventLoopGroup loops;
    private final SessionAcceptor acceptor;
    private final Set<Session> sessions = ConcurrentHashMap.newKeySet();
    private final @Nullable Executor executor;
    private final Duration drain;
    private final Channel udp;
    private final Channel tcp;

    private ChatServer(Builder builder) {
        transport = Transport.best();
        executor = builder.executor;
        drain = builder.limits.drain();
        acceptor = new SessionAcceptor(builder.name, builder.limits, netty -> onSession(netty, builder.onSession))
                .allowSeedPeers(builder.seedPeers);
        if (builder.outbox != null) {
            acceptor.outbox(builder.outbox.resolve("server-" + builder.tcpPort + ".journal"), builder.durability);
        }
        loops = transport.newGroup(builder.threads, "chat-server", false);
        Listening listening =
                new Listening(transport, loops, new ImpairedNetwork(builder.impairment, builder.faultLog));
        try {
            udp = listening.udp(acceptor, builder.local(builder.udpPort)); // first: the greeting by TCP names its port
            tcp = listening.tcp(acceptor, builder.local(builder.tcpPort));
        } catch (BindFailedException e) {
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
            acceptor.closeOutbox();
            throw e;
        }
    }

    /**
     * A builder with the defaults named at its methods.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Where TCP connections are accepted.
     *
     * @return the port, the one that the system chose if 0 was asked for
     */
    public int tcpPort() {
        return Listening.port(tcp);
    }

    /**
     * Where datagrams are received.
     *
     * @return the port, the one that the system chose if 0 was asked for
     */
    public int udpPort() {
        return Listening.port(udp);
    }

    /**
     * How this server reaches the system's sockets.
     *
     * @return the transport, chosen by {@link Transport#best()}
     */
    public Transport transport() {
        return transport;
    }

    /**
     * The sessions that are running.
     *
     * @return a snapshot
     */
    public Set<Session> sessions() {
        return Set.copyOf(sessions);
    }

    /**
     * What was counted so far.
     *
     * @return a snapshot
     */
    public ServerCounters counters() {
        return acceptor.counters();
    }

    /** Ends the server as {@link #close(Duration)} does, within {@link Limits#drain()}. */
    @Override
    public void close() {
        close(drain);
    }

    /**
     * Stops accepting, says goodbye to every session, and waits until all have ended and the ports are free, but no longer than
     * this; then the connections that are left are cut. A second call does nothing. On a thread of the server it throws.
     *
     * @param timeout how long to wait
     * @throws IllegalStateException on an event loop of this server, which would wait for itself
     */
    public void close(Duration timeout) {
        requireNotOnLoop();
        stopAccepting();
        awaitAdmissions(timeout);
        List<CompletableFuture<?>> goodbyes =
                sessions.stream().<CompletableFuture<?>>map(Session::whenClosed).toList();
        sessions.forEach(ChatServer::sayGoodbye);
        CompletableFuture.allOf(goodbyes.toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, timeout.toNanos(), TimeUnit.NANOSECONDS)
                .join();
        closeNow();
    }

    /**
     * Ends the server at once: every connection is cut. It waits until the ports are free.
     *
     * @throws IllegalStateException on an event loop of this server, which would wait for itself
     */
    public void closeNow() {
        requireNotOnLoop();
        stopAccepting();
        acceptor.sessions().forEach(NettySession::closeNow);
        closeIfOpen(udp);
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        acceptor.closeOutbox();
    }

    private static void sayGoodbye(Session session) {
        if (session.isConnected()) {
            session.beginClose(CloseCause.GOING_AWAY, "the server is going away");
        } else {
            session.closeNow(); // its client cannot come back to hear it
        }
    }

    private void stopAccepting() {
        acceptor.stop();
        closeIfOpen(tcp);
    }

    private static void closeIfOpen(Channel channel) {
        if (channel.isOpen()) { // a server that was closed before has no thread left to ask
            channel.close().syncUninterruptibly();
        }
    }

    private void requireNotOnLoop() {
        for (var loop : loops) {
            if (loop.inEventLoop()) {
                throw new IllegalStateException("A server cannot be closed on one of its own threads: use another");
            }
        }
    }

    /** Whoever was being let in when accepting stopped is among the sessions afterwards. */
    private void awaitAdmissions(Duration timeout) {
        for (var loop : loops) {
            if (!loop.isShuttingDown()) {
                loop.submit(() -> {}).awaitUninterruptibly(timeout.toNanos(), TimeUnit.NANOSECONDS);
            }
        }
    }

    private void onSession(NettySession netty, Consumer<? super Session> onSession) {
        Session session = new Session(netty, executor);
        sessions.add(session);
        netty.whenClosed().thenRun(() -> sessions.remove(session));
        onSession.accept(session);
    }

    /** Collects how to listen. Not safe for use by several threads. */
    public static final class Builder {

        private String name = "server";
        private @Nullable String bindAddress;
        private int tcpPort = DEFAULT_TCP_PORT;
        private int udpPort = DEFAULT_UDP_PORT;
        private int threads = Runtime.getRuntime().availableProcessors();
        private Limits limits = Limits.DEFAULTS;
        private @Nullable Executor executor;
        private Consumer<? super Session> onSession = session -> {};
        private boolean seedPeers;
        private @Nullable Path outbox;
        private Durability durability = Durability.WRITE;
        private Impairment impairment = Impairment.NONE;
        private Consumer<? super Fault> faultLog = fault -> {};

        private Builder() {}

        /**
         * What clients see as the server's name (default "server").
         *
         * @param name 1 to {@link Limits#MAX_NAME_BYTES} bytes of UTF-8, no control characters
         * @return this builder
         */
        public Builder name(String name) {
            this.name = name;
            return this;
        }

        /**
         * The local address to listen on (default: every address of the machine).
         *
         * @param bindAddress an address or a name of this machine
         * @return this builder
         */
        public Builder bindAddress(String bindAddress) {
            this.bindAddress = bindAddress;
            return this;
        }

        private InetSocketAddress local(int port) {
            return bindAddress == null ? new InetSocketAddress(port) : new InetSocketAddress(bindAddress, port);
        }

        /**
         * The TCP port to listen on (default {@value ChatServer#DEFAULT_TCP_PORT}).
         *
         * @param tcpPort 1 to 65535; 0 lets the system choose
         * @return this builder
         */
        public Builder tcpPort(int tcpPort) {
            this.tcpPort = tcpPort;
            return this;
        }

        /**
         * The UDP port to listen on (default {@value ChatServer#DEFAULT_UDP_PORT}).
         *
         * @param udpPort 1 to 65535; 0 lets the system choose
         * @return this builder
         */
        public Builder udpPort(int udpPort) {
            this.udpPort = udpPort;
            return this;
        }

        /**
         * How many event loops the sessions share (default: one a processor).
         *
         * @param threads 1 or more
         * @return this builder
         */
        public Builder threads(int threads) {
            this.threads = threads;
            return this;
        }

        /**
         * The bounds to keep (default {@link Limits#DEFAULTS}).
         *
         * @param limits the bounds
         * @return this builder
         */
        public Builder limits(Limits limits) {
            this.limits = limits;
            return this;
        }

        /**
         * Where listeners run (default: the session's event loop, where they must not block: a session that says nothing for
         * 15 s is given up by its peer).
         *
         * @param executor takes one event of a session at a time
         * @return this builder
         */
        public Builder executor(Executor executor) {
            this.executor = executor;
            return this;
        }

        /**
         * What is done with each new session (default: nothing; its messages wait).
         *
         * @param onSession called on the session's event loop, before its first event
         * @return this builder
         */
        public Builder onSession(Consumer<? super Session> onSession) {
            this.onSession = onSession;
            return this;
        }

        /**
         * Lets seed peers in too (default: off): the program that this library grew from, which sends bare texts, once a HELO of
         * theirs has come by UDP. Nothing in it says to which connection it belongs; so of the connections of one IP address
         * only one at a time is greeted and in its handshake, and a silent one makes the others wait for up to
         * {@link Limits#handshake()} each.
         *
         * @param allowed whether they are let in
         * @return this builder
         */
        public Builder allowSeedPeers(boolean allowed) {
            seedPeers = allowed;
            return this;
        }

        /**
         * Keeps how far each session has come in a file, {@code server-PORT.journal}, so that a server that is started again can
         * tell clients with an outbox what its listeners have had (default: it cannot). What the server itself sends is not kept.
         *
         * @param directory where the file stands; made if it is missing
         * @param durability what the notes survive
         * @return this builder
         */
        public Builder outbox(Path directory, Durability durability) {
            this.outbox = directory;
            this.durability = durability;
            return this;
        }

        /**
         * Makes the network bad on purpose, for tests and demonstrations (default {@link Impairment#NONE}).
         *
         * @param impairment what is done to what this side sends and receives
         * @return this builder
         */
        public Builder impairment(Impairment impairment) {
            this.impairment = impairment;
            return this;
        }

        /**
         * Who hears of each fault that the impairment makes (default: nobody).
         *
         * @param faultLog called on the event loop of the channel; it must not block
         * @return this builder
         */
        public Builder faultLog(Consumer<? super Fault> faultLog) {
            this.faultLog = faultLog;
            return this;
        }

        /**
         * Starts listening.
         *
         * @return the server, both of its ports open
         * @throws JournalException if the file of the outbox cannot be used
         * @throws BindFailedException if a port is taken or an address is not of this machine
         * @throws IllegalArgumentException if the name, a port or the number of threads is not permitted
         */
        public ChatServer start() {
            Ports.require("tcpPort", tcpPort, 0);
            Ports.require("udpPort", udpPort, 0);
            if (threads < 1) {
                throw new IllegalArgumentException("threads must be 1 or more, but is " + threads);
            }
            return new ChatServer(this);
        }
    }
}
