package io.tekcos.chat;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.tekcos.chat.model.ChatException;
import io.tekcos.chat.model.Durability;
import io.tekcos.chat.model.Fault;
import io.tekcos.chat.model.Impairment;
import io.tekcos.chat.model.JournalException;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.PeerRefusedException;
import io.tekcos.chat.model.PeerUnreachableException;
import io.tekcos.chat.model.WrongProtocolException;
import io.tekcos.chat.netty.ImpairedNetwork;
import io.tekcos.chat.netty.NettySession;
import io.tekcos.chat.netty.SessionConnector;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Begins sessions. All clients of a JVM share one group of event loops, started with the first of them; its threads are
 * daemons, so they never keep a program from ending.
 */
public final class ChatClient {

    private ChatClient() {}

    /**
     * Begins a session with the defaults of {@link Builder}.
     *
     * @param host a name or an address
     * @param tcpPort the server's TCP port; its UDP port comes with its greeting
     * @return the session
     * @throws PeerUnreachableException if nobody was reached
     * @throws PeerRefusedException if the server said no
     * @throws WrongProtocolException if what answered does not speak this protocol
     */
    public static Session connect(String host, int tcpPort) {
        return builder().connect(host, tcpPort);
    }

    /**
     * A builder with the defaults named at its methods.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** To ask for a name's addresses blocks, and the threads that programs share may be few and blocked by others. */
    private static void onThreadOfItsOwn(Runnable resolving) {
        Thread resolver = new Thread(resolving, "chat-resolver");
        resolver.setDaemon(true);
        resolver.start();
    }

    /** Collects how to connect, and connects as often as it is asked to. Not safe for use by several threads. */
    public static final class Builder {

        private String name = "client";
        private Limits limits = Limits.DEFAULTS;
        private Duration connectTimeout = Duration.ofSeconds(5);
        private int udpPort;
        private @Nullable String bindAddress;
        private @Nullable Executor executor;
        private @Nullable SessionListener listener;
        private boolean seedPeers;
        private @Nullable Path outbox;
        private Durability durability = Durability.WRITE;
        private Impairment impairment = Impairment.NONE;
        private Consumer<? super Fault> faultLog = fault -> {};

        private Builder() {}

        /**
         * What the server sees as this client's name (default "client").
         *
         * @param name 1 to {@link Limits#MAX_NAME_BYTES} bytes of UTF-8, no control characters
         * @return this builder
         */
        public Builder name(String name) {
            this.name = name;
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
         * How long each address of the host may take to accept the TCP connection (default 5 s); the handshake has its own
         * limit, {@link Limits#handshake()}.
         *
         * @param connectTimeout 1 ms to 24 days
         * @return this builder
         * @throws IllegalArgumentException if it is out of its range
         */
        public Builder connectTimeout(Duration connectTimeout) {
            if (connectTimeout.toMillis() < 1 || connectTimeout.toMillis() > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("connectTimeout must be 1 ms to 24 days, but is " + connectTimeout);
            }
            this.connectTimeout = connectTimeout;
            return this;
        }

        /**
         * Where datagrams go (default: the port that the server names in its greeting).
         *
         * @param udpPort 1 to 65535; 0 for the default
         * @return this builder
         */
        public Builder udpPort(int udpPort) {
            this.udpPort = udpPort;
            return this;
        }

        /**
         * The local address that both paths leave from (default: the system chooses).
         *
         * @param bindAddress an address of this machine
         * @return this builder
         */
        public Builder bindAddress(String bindAddress) {
            this.bindAddress = bindAddress;
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
         * Who hears what happens, from the first event on (default: whoever is set on the session later; until then messages
         * wait).
         *
         * @param listener the listener
         * @return this builder
         */
        public Builder listener(SessionListener listener) {
            this.listener = listener;
            return this;
        }

        /**
         * Talks to a seed peer too, if one answers (default: off): the program that this library grew from. Its datagrams go to
         * {@link #udpPort}, or to port {@value ChatServer#DEFAULT_UDP_PORT}.
         *
         * @param allowed whether to
         * @return this builder
         */
        public Builder allowSeedPeers(boolean allowed) {
            seedPeers = allowed;
            return this;
        }

        /**
         * Keeps what is accepted for sending by TCP in a file until it is delivered (default: nothing outlives the process). A
         * session with the same server and the same directory goes on where a process before this one has stopped, however it
         * stopped; what that had left is in {@link Session#restored()}. If the server has ended the session meanwhile, what it had
         * not heard goes on in another session, and {@link Session#id()} changes; a text that it may have heard comes there as
         * {@link io.tekcos.chat.model.Message#maybeRepeated()}. A session that goes on keeps the window that it began with as far as
         * its server is concerned: do not make {@link Limits#window()} smaller between two processes. Transfers of files end with the
         * process, at the server too, and go on where they were when they are offered again.
         *
         * @param directory where the file of each server stands; made if it is missing. It holds secrets and texts
         * @param durability what an accepted text survives
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
         * Begins a session and waits until it stands.
         *
         * @param host a name or an address
         * @param tcpPort the server's TCP port, 1 to 65535
         * @return the session
         * @throws PeerUnreachableException if nobody was reached
         * @throws PeerRefusedException if the server said no
         * @throws WrongProtocolException if what answered does not speak this protocol
         * @throws JournalException if the outbox cannot be used
         * @throws IllegalStateException on an event loop of the clients, which might wait for itself
         */
        public Session connect(String host, int tcpPort) {
            SharedLoops.get().requireNotOnLoop();
            try {
                return connectAsync(host, tcpPort).join();
            } catch (CompletionException e) {
                throw e.getCause() instanceof ChatException why ? why : e;
            }
        }

        /**
         * Begins a session.
         *
         * @param host a name or an address; all addresses of a name are tried, one after the other
         * @param tcpPort the server's TCP port, 1 to 65535
         * @return the session when it stands, or the exceptions of {@link #connect}
         * @throws IllegalArgumentException if the name or a port is not permitted
         */
        public CompletableFuture<Session> connectAsync(String host, int tcpPort) {
            Ports.require("tcpPort", tcpPort, 1);
            Ports.require("udpPort", udpPort, 0);
            SharedLoops loops = SharedLoops.get();
            ImpairedNetwork network = new ImpairedNetwork(impairment, faultLog);
            ConnectAttempt attempt = new ConnectAttempt(
                    new SessionConnector(name, limits).allowSeedPeers(seedPeers).outbox(outbox, durability),
                    streamBootstrap(loops).handler(network.streamHandler()),
                    datagramBootstrap(loops).handler(network.datagramHandler()),
                    tcpPort,
                    udpPort,
                    sessionMaker(executor, listener));
            CompletableFuture<Session> result = new CompletableFuture<>();
            CompletableFuture.supplyAsync(() -> resolve(host), ChatClient::onThreadOfItsOwn)
                    .thenCompose(attempt::tryEach)
                    .whenComplete((session, why) -> {
                        if (session == null) {
                            result.completeExceptionally(why instanceof CompletionException e ? e.getCause() : why);
                        } else if (!result.complete(session)) {
                            session.closeNow(); // the caller has given up meanwhile
                        }
                    });
            return result;
        }

        private Bootstrap streamBootstrap(SharedLoops loops) {
            Bootstrap tcp = new Bootstrap()
                    .group(loops.group())
                    .channel(loops.transport().streamChannel())
                    .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) connectTimeout.toMillis());
            return bindAddress == null ? tcp : tcp.localAddress(bindAddress, 0);
        }

        private Bootstrap datagramBootstrap(SharedLoops loops) {
            Bootstrap udp = new Bootstrap().channel(loops.transport().datagramChannel());
            return bindAddress == null ? udp : udp.localAddress(bindAddress, 0);
        }

        private static Function<NettySession, Session> sessionMaker(
                @Nullable Executor executor, @Nullable SessionListener listener) {
            return netty -> {
                Session session = new Session(netty, executor);
                if (listener != null) {
                    session.listen(listener);
                }
                return session;
            };
        }

        private static Iterator<InetAddress> resolve(String host) {
            try {
                return List.of(InetAddress.getAllByName(host)).iterator();
            } catch (UnknownHostException unknown) {
                throw new PeerUnreachableException("The host '" + host + "' is unknown: check its spelling", unknown);
            }
        }
    }
}
