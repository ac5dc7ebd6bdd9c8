package io.tekcos.chat.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.tekcos.chat.model.DropReason;
import io.tekcos.chat.model.Durability;
import io.tekcos.chat.model.JournalException;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.RefusalCode;
import io.tekcos.chat.model.ServerCounters;
import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.protocol.Cookies;
import io.tekcos.chat.protocol.ServerBinding;
import io.tekcos.chat.protocol.ServerHandshake;
import io.tekcos.chat.protocol.Tombstones.Tombstone;
import io.tekcos.chat.wire.Bytes32;
import io.tekcos.chat.wire.Join;
import io.tekcos.chat.wire.Names;
import io.tekcos.chat.wire.PeerLimits;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's side of sessions, for bootstraps of any kind:
 *
 * <pre>{@code
 * SessionAcceptor acceptor = new SessionAcceptor("my server", Limits.DEFAULTS, session -> ...);
 * Channel udp = new Bootstrap().group(group).channel(transport.datagramChannel())
 *         .handler(acceptor.datagramHandler()).bind(2000).sync().channel();      // first: the greeting names its port
 * Channel tcp = new ServerBootstrap().group(group).channel(transport.serverChannel())
 *         .handler(acceptor.listeningHandler()).childHandler(acceptor.streamHandler()).bind(4000).sync().channel();
 * }</pre>
 *
 * One acceptor serves one listening channel and at most one UDP channel. Any thread may call its methods.
 */
public final class SessionAcceptor {

    private static final Logger LOG = LoggerFactory.getLogger(SessionAcceptor.class);

    private final String name;
    private final Limits limits;
    private final Consumer<? super NettySession> onSession;
    private final Cookies cookies = new Cookies(Randoms.bytes32());
    private final HalfOpen halfOpen;
    private final AcceptGate gate = new AcceptGate();
    private final SessionRegistry registry;
    private final ServerNotes notes;
    private final Admission admission;
    private final SeedPeers seedPeers = new SeedPeers(this);
    private final LongAdder vanished = new LongAdder();
    private final Tally<RefusalCode> refused = new Tally<>();
    private final Tally<String> strangers = new Tally<>();
    private final Tally<DropReason> dropped = new Tally<>();
    private volatile @Nullable Channel datagrams;
    private volatile boolean closing;

    /**
     * Creates an acceptor.
     *
     * @param name what clients see as the server's name: 1 to {@link Limits#MAX_NAME_BYTES} bytes of UTF-8, no control
     *     characters
     * @param limits the bounds to keep
     * @param onSession called on each new session's event loop, before its first event
     * @throws IllegalArgumentException if the name is not permitted
     */
    public SessionAcceptor(String name, Limits limits, Consumer<? super NettySession> onSession) {
        this.name = requireName(name);
        this.limits = limits;
        this.onSession = onSession;
        registry = new SessionRegistry(limits.sessions(), limits.detached());
        notes = new ServerNotes(limits);
        admission = new Admission(this, registry, notes);
        halfOpen = new HalfOpen(limits.halfOpen(), limits.halfOpenPerAddress());
    }

    /**
     * Lets seed peers in too: the program that this library grew from, which speaks no frames. Off by default. Then of the
     * connections of one IP address only one at a time is greeted and in its handshake; the others wait for their greeting.
     *
     * @param allowed from the next connection on
     * @return this acceptor
     */
    public SessionAcceptor allowSeedPeers(boolean allowed) {
        seedPeers.allow(allowed);
        return this;
    }

    /**
     * Keeps in a file how far each session has come, so that a server that is started again can still say what its listeners have
     * had. Off by default. The file is open until {@link #closeOutbox}.
     *
     * @param file made if it is missing, and its directory too
     * @param durability what the notes survive
     * @return this acceptor
     * @throws JournalException if the file cannot be used
     */
    public SessionAcceptor outbox(Path file, Durability durability) {
        notes.open(file, durability);
        return this;
    }

    /** Gives the file of {@link #outbox} back, after the last session has ended. */
    public void closeOutbox() {
        notes.close();
    }

    /**
     * What {@code ServerBootstrap.handler} takes: it stops the listening channel from accepting at the bound of sessions.
     *
     * @return the handler, the same at every call
     */
    public ChannelHandler listeningHandler() {
        return gate;
    }

    /**
     * What {@code ServerBootstrap.childHandler} takes: it sets up the pipeline of every accepted connection.
     *
     * @return a new initializer
     */
    public ChannelHandler streamHandler() {
        return new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel channel) {
                ServerHandshakeHandler handshake = new ServerHandshakeHandler(channel, SessionAcceptor.this);
                Pipelines.stream(channel, handshake);
                if (seedPeers.areAllowed()) {
                    Pipelines.detect(channel, new SeedDetector(handshake::onNative));
                }
            }
        };
    }

    /**
     * What {@code Bootstrap.handler} takes for the UDP channel that all sessions share.
     *
     * @return a new initializer
     */
    public ChannelHandler datagramHandler() {
        return new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel channel) {
                datagrams = channel;
                Pipelines.datagrams(channel, new ServerDatagramHandler(SessionAcceptor.this));
            }
        };
    }

    /**
     * The sessions that are running.
     *
     * @return a snapshot
     */
    public Set<NettySession> sessions() {
        return registry.all();
    }

    /** Refuses every new session from now on; those that run go on. */
    public void stop() {
        closing = true;
    }

    /**
     * What was counted so far.
     *
     * @return a snapshot
     */
    public ServerCounters counters() {
        return new ServerCounters(
                registry.open(),
                registry.detached(),
                registry.opened(),
                registry.resumes(),
                notes.tombstones(),
                halfOpen.count(),
                refused.snapshot(),
                strangers.snapshot(),
                vanished.sum(),
                dropped.snapshot());
    }

    Limits limits() {
        return limits;
    }

    boolean isClosing() {
        return closing;
    }

    /** The channel of all datagrams; null if there is no UDP path. */
    @Nullable
    Channel datagrams() {
        return datagrams;
    }

    SeedPeers seedPeers() {
        return seedPeers;
    }

    ServerHandshake newHandshake() {
        return new ServerHandshake(Randoms.bytes32(), datagramPort(), PeerLimits.withWindow(limits.window()));
    }

    /** Lets a connection begin its handshake, unless too many have. */
    boolean tryEnter(InetSocketAddress address) {
        boolean entered = halfOpen.tryEnter(address);
        updateGate();
        return entered;
    }

    /** The handshake of a connection that was let in is over. */
    void leave(InetSocketAddress address) {
        halfOpen.leave(address);
        updateGate();
    }

    /** Begins the session of a client that joins, or says why not. */
    @Nullable
    RefusalCode admit(Join join, ServerHandshake handshake, Channel channel) {
        try {
            return closing ? RefusalCode.GOING_AWAY : admission.admit(join, handshake, channel);
        } catch (JournalException broken) {
            LOG.error("No session is let in, for it cannot be noted down", broken);
            return RefusalCode.BUSY;
        } finally {
            updateGate();
        }
    }

    SessionRegistry registry() {
        return registry;
    }

    /** What is known of a session that has ended. */
    @Nullable
    Tombstone tombstone(SessionId session) {
        return notes.find(session);
    }

    /** A session has lost its connection: it counts no longer for those that keep others from connecting. */
    void onDetached(FramedSession session) {
        FramedSession waitedLongest = registry.onDetached(session);
        updateGate();
        if (waitedLongest != null) {
            waitedLongest.giveWay();
        }
    }

    void onResumed(FramedSession session) {
        registry.onResumed(session);
        updateGate();
    }

    void onEnded(NettySession session) {
        registry.onEnded(session);
        updateGate();
    }

    /** All is known of an ended session that ever will be. */
    void bury(NettySession session, Tombstone tombstone) {
        notes.bury(session.id(), tombstone);
        registry.forget(session);
    }

    String name() {
        return name;
    }

    ServerBinding newBinding(long id, Bytes32 secret, Channel channel) {
        return new ServerBinding(
                id, secret, cookies, channel.eventLoop().ticker().nanoTime());
    }

    void onRefused(RefusalCode code, String text, InetSocketAddress address) {
        refused.increment(code);
        LOG.debug("Refused {}: {}, {}", address, code, text);
    }

    void onStranger(String protocol, InetSocketAddress address) {
        strangers.increment(protocol);
        LOG.debug("Closed {}: it speaks {}", address, protocol);
    }

    void onVanished() {
        vanished.increment();
    }

    void onDropped(DropReason reason) {
        dropped.increment(reason);
    }

    /** Hands a new session over to whoever listens for them. */
    void announce(NettySession session) {
        try {
            onSession.accept(session);
        } catch (RuntimeException e) {
            LOG.error("The listener for new sessions threw; the session goes on", e);
        }
    }

    /** Gives a session the channel that its datagrams go out by. */
    void attachDatagrams(UdpPath path) {
        Channel channel = datagrams;
        if (channel == null) {
            path.giveUp("the server has no UDP path");
        } else {
            path.attach(channel);
        }
    }

    private int datagramPort() {
        Channel channel = datagrams;
        return channel != null && channel.localAddress() instanceof InetSocketAddress bound ? bound.getPort() : 0;
    }

    /** One thread at a time, so that nobody sets what somebody else has found out to be otherwise since. */
    synchronized void updateGate() {
        gate.setOpen(registry.open() - registry.detached() + halfOpen.count() < limits.sessions());
    }

    static String requireName(String name) {
        String problem = Names.problem(name);
        if (problem != null) {
            throw new IllegalArgumentException("The name " + problem);
        }
        return name;
    }
}
