package io.tekcos.chat.testing.simulation;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.tekcos.chat.journal.SavedSession;
import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.protocol.Binding;
import io.tekcos.chat.protocol.SessionJournal;
import io.tekcos.chat.protocol.SessionStream;
import io.tekcos.chat.wire.Frame;
import io.tekcos.chat.wire.WireException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One side of a simulated session: puts the protocol's classes together as the session on its channels does. */
final class Side {

    /** How long a goodbye may take. */
    static final long DRAIN = SECONDS.toNanos(5);

    /** What takes care that the session gets another connection. */
    interface Hold {

        /** The session has no connection for now. */
        void onDetached(String why);

        /** The session is over. */
        void onEnded(SessionClosed how);

        /** The session is over, and its listener has had whatever it will ever have. */
        default void onSettled() {}
    }

    private final String name;
    private final World world;
    private final Ledger sends;
    private final Ledger hears;
    private final long away;
    private final Loop loop;
    private final Inbox inbox;
    private final Sender sender;
    private final Silence silence;
    private final Desk desk;
    private @Nullable Hold hold;
    private @Nullable Datagrams datagrams;
    private @Nullable SessionStream<Sent> stream;
    private @Nullable SessionEnd connection;
    private SessionJournal journal = SessionJournal.NONE;
    private boolean waking;
    private boolean troubled;
    private boolean settled;
    private boolean crashed;
    private @Nullable SessionClosed ended;

    private Side(String name, World world, boolean isClient, Loop loop) {
        this.name = name;
        this.world = world;
        this.loop = loop;
        away = isClient ? world.scenario().clientAway : world.scenario().serverAway;
        sends = isClient ? world.toServer() : world.toClient();
        hears = isClient ? world.toClient() : world.toServer();
        loop.whenItRings(this::tick);
        silence = new Silence(this, world.agenda());
        inbox = new Inbox(this, hears, world);
        sender = new Sender(this, sends, world);
        desk = new Desk(this, world, isClient);
    }

    /** The client, in a process of its own. */
    static Side client(World world) {
        return new Side(
                "client", world, true, new Loop(world.agenda(), world.dice().split()));
    }

    /** The server's side of a session, which lives in the server's process. */
    static Side server(World world, Loop loop) {
        return new Side("server", world, false, loop);
    }

    /** The first connection stands. */
    void begin(SocketEnd socket, Binding binding, Hold holder) {
        begin(socket, binding, holder, SessionJournal.NONE, null);
    }

    /**
     * The first connection stands.
     *
     * @param saved what a process before this one has left of the session, all of it unsent; null for nothing
     */
    void begin(
            SocketEnd socket, Binding binding, Hold holder, SessionJournal newJournal, @Nullable SavedSession saved) {
        make(binding, holder, newJournal, saved, false);
        stream().attach(connect(socket, 0), now());
        rearm();
        world.onBegun(this);
    }

    /** The session is there, as a process before this one has left it, and has no connection yet. */
    void make(Binding binding, Hold holder, SessionJournal newJournal, @Nullable SavedSession saved, boolean maySent) {
        hold = holder;
        journal = newJournal;
        datagrams = new Datagrams(this, binding, world);
        SessionStream<Sent> made = new SessionStream<>(
                new Ear(this, inbox, sends), hears.window(), sends.window(), DRAIN, away, now(), newJournal);
        if (saved != null) {
            made.restore(saved.received(), saved.acknowledged(), saved.frames(), maySent, sends::sentAs);
        }
        stream = made;
    }

    /** It was not to be: the server goes on from somewhere else. */
    void unmake() {
        stream = null;
    }

    /** Another connection stands. */
    void resume(SocketEnd socket, long peerReceived, Binding binding) {
        happenings().addIf(stream().outbound().sent() > peerReceived, Happening.REPEATED);
        SessionEnd next = connect(socket, peerReceived);
        datagrams().rebind(binding);
        stream().resume(next, peerReceived, now());
        endTurn();
    }

    /** The connection that there may be is given up. */
    void dropConnection() {
        SessionEnd dropped = connection;
        if (stream().isConnected()) {
            happenings().add(Happening.TAKEN_OVER_ALIVE);
            onConnectionEnd();
        }
        if (dropped != null) {
            dropped.socket().abort();
        }
    }

    private SessionEnd connect(SocketEnd socket, long peerReceived) {
        silence.onRead();
        connection = new SessionEnd(this, socket, peerReceived);
        return connection;
    }

    /** Whether the session stands on this side, or did. */
    boolean isBegun() {
        return stream != null;
    }

    /** Whether it stands, and is not over. */
    boolean isAlive() {
        return stream != null && ended == null && !crashed;
    }

    boolean isConnected() {
        return isAlive() && stream().isConnected();
    }

    /** The network brings a datagram. */
    void arrive(Packet packet) {
        if (isAlive()) {
            datagrams().arrive(packet.bytes(), packet.from());
        }
    }

    /**
     * The program is no more; nobody will ever hear of it.
     *
     * @param tells whether its machine ends its connection, as one does that still runs
     */
    void crash(boolean tells) {
        trace().add(this, "is killed");
        desk.crash(tells);
        crashed = true;
        loop.disarm();
        inbox.die();
        if (connection != null && tells) {
            connection.socket().kill();
        } else if (connection != null) {
            connection.socket().die();
        }
    }

    /** Whether what is sent from here is kept for the processes to come. */
    boolean hasOutbox() {
        return journal.keepsFrames();
    }

    /** Whether this is the latest of its kind. */
    private boolean isLatest() {
        return this == world.client() || this == world.server();
    }

    boolean isCrashed() {
        return crashed;
    }

    /** The end of the latest connection. */
    SessionEnd connection() {
        return Objects.requireNonNull(connection);
    }

    Ledger sends() {
        return sends;
    }

    Loop loop() {
        return loop;
    }

    Inbox inbox() {
        return inbox;
    }

    Datagrams datagrams() {
        return Objects.requireNonNull(datagrams);
    }

    Desk desk() {
        return desk;
    }

    Sender sender() {
        return sender;
    }

    SessionStream<Sent> stream() {
        return Objects.requireNonNull(stream);
    }

    Trace trace() {
        return world.trace();
    }

    Happenings happenings() {
        return world.happenings();
    }

    /** The time on this side's clock. */
    long now() {
        return world.scenario().clockStart + world.agenda().now();
    }

    /** How the session ended; null as long as it lives. */
    @Nullable
    SessionClosed ended() {
        return ended;
    }

    boolean isInRead() {
        return connection != null && connection.isInRead();
    }

    /** The connection is lost, or this side gives it up, before all was said. */
    void onTrouble() {
        troubled = true;
    }

    /** Whether that has happened since this was last set right. */
    boolean isTroubled() {
        return troubled;
    }

    void forgetTroubles() {
        troubled = !isConnected();
    }

    void onRead() {
        silence.onRead();
        stream().onRead(now());
    }

    void onFrame(Frame frame, int bytes) throws WireException {
        if (trace().isOn()) {
            trace().add(this, "reads " + brief(frame));
        }
        stream().onFrame(frame, bytes);
    }

    void onProcessed(int frames, long bytes) {
        stream().onProcessed(frames, bytes);
        if (!isInRead()) {
            endTurn();
        }
        settle();
    }

    /** Writes what the last turn brought about. */
    void endTurn() {
        waking = false;
        desk.tellAll();
        stream().flush();
        datagrams().flush();
        rearm();
        if (isLatest()) {
            sends.requireAgreement(stream().outbound());
        }
    }

    void rearm() {
        if (!crashed) {
            loop.arm(Math.min(stream().untilPoll(now()), datagrams().path().untilPoll(now())));
        }
    }

    /** Makes the loop look, soon, at what is to be written. */
    void wake() {
        if (!isInRead() && !waking) {
            waking = true;
            loop.submit(this::endTurn);
        }
    }

    void close(CloseCause cause) {
        trace().add(this, "says goodbye: " + cause);
        datagrams().flush();
        stream().close(cause, "", now());
        endTurn();
    }

    void closeNow() {
        trace().add(this, "ends the session at once");
        onTrouble();
        stream().abort();
    }

    void onConnectionEnd() {
        if (connection != null) {
            connection.giveUp();
        }
        stream().onConnectionEnd(now());
    }

    void onDetached(String why) {
        trace().add(this, "waits for another connection: " + why);
        happenings().add(Happening.DETACHED);
        onTrouble();
        silence.onLost(why);
        datagrams().detach();
        Objects.requireNonNull(hold).onDetached(why);
        rearm();
    }

    void onResumed(long repeated) {
        trace().add(this, "goes on, and repeats " + repeated);
        happenings().add(Happening.RESUMED);
    }

    void onEnded(SessionClosed how) {
        if (ended != null) {
            throw new AssertionError(this + " ends twice: " + ended + ", " + how);
        }
        trace().add(this, "has ended: " + how);
        if (away == 0) {
            silence.onLost(how.text());
        }
        loop.disarm();
        datagrams().end();
        ended = how;
        desk.onSessionEnd("the session has ended: " + how.cause());
        Objects.requireNonNull(hold).onEnded(how);
        settle();
    }

    /** Once nothing of the stream waits for the listener any more, what it has had is final. */
    private void settle() {
        if (ended != null && !settled && stream().heard() == stream().received()) {
            settled = true;
            Objects.requireNonNull(hold).onSettled();
        }
    }

    /** What a peer that does not read is owed waits in the log, where it is bounded, and not in the connection. */
    void requireBoundedOutput(int waiting) {
        if (waiting > world.scenario().highWater + sends.window() + 2 * 1024) {
            throw new AssertionError(waiting + " bytes wait in the connection of " + this);
        }
    }

    private void tick() {
        long now = now();
        stream().poll(now);
        datagrams().path().poll(now);
        endTurn();
    }

    static String brief(Object what) {
        String all = what.toString();
        return all.length() <= 120 ? all : all.substring(0, 120) + "...";
    }

    @Override
    public String toString() {
        return name;
    }
}
