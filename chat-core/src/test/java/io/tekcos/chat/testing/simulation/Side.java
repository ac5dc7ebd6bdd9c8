package io.tekcos.chat.testing.simulation;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.protocol.Binding;
import io.tekcos.chat.protocol.SessionStream;
import io.tekcos.chat.wire.Frame;
import io.tekcos.chat.wire.WireException;
import org.jspecify.annotations.Nullable;

/** One side of a simulated session: puts the protocol's classes together as the session on its channels does. */
final class Side {

    /** How long a goodbye may take. */
    static final long DRAIN = SECONDS.toNanos(5);

    private final String name;
    private final World world;
    private final Ledger sends;
    private final Loop loop;
    private final SocketEnd socket;
    private final Inbox inbox;
    private final Datagrams datagrams;
    private final Sender sender;
    private final SessionStream<Sent> stream;
    private final Silence silence;
    private boolean waking;
    private @Nullable SessionClosed ended;

    Side(String name, World world, Binding binding, Ledger sends, Ledger hears) {
        this.name = name;
        this.world = world;
        this.sends = sends;
        loop = new Loop(world.agenda(), world.dice().split(), this::tick);
        silence = new Silence(this, world.agenda());
        socket = new SocketEnd(this, world.dice().split());
        inbox = new Inbox(this, hears, world);
        datagrams = new Datagrams(this, binding, world);
        stream = new SessionStream<>(new Ear(this, inbox, sends), hears.window(), sends.window(), DRAIN, 0, now());
        stream.attach(socket, now());
        sender = new Sender(this, sends, world);
    }

    Loop loop() {
        return loop;
    }

    SocketEnd socket() {
        return socket;
    }

    Inbox inbox() {
        return inbox;
    }

    Datagrams datagrams() {
        return datagrams;
    }

    Sender sender() {
        return sender;
    }

    SessionStream<Sent> stream() {
        return stream;
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
        return socket.isInRead();
    }

    void onRead() {
        silence.onRead();
        stream.onRead(now());
    }

    void onFrame(Frame frame, int bytes) throws WireException {
        if (trace().isOn()) {
            trace().add(this, "reads " + brief(frame));
        }
        stream.onFrame(frame, bytes);
    }

    void onProcessed(int frames, long bytes) {
        stream.onProcessed(frames, bytes);
        if (!isInRead()) {
            endTurn();
        }
    }

    /** Writes what the last turn brought about. */
    void endTurn() {
        waking = false;
        stream.flush();
        datagrams.flush();
        rearm();
        sends.requireAgreement(stream.outbound());
    }

    void rearm() {
        loop.arm(Math.min(stream.untilPoll(now()), datagrams.path().untilPoll(now())));
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
        datagrams.flush();
        stream.close(cause, "", now());
        endTurn();
    }

    void closeNow() {
        trace().add(this, "ends the session at once");
        stream.abort();
    }

    void onConnectionEnd() {
        stream.onConnectionEnd(now());
    }

    void onEnded(SessionClosed how) {
        trace().add(this, "has ended: " + how);
        silence.onEnd(how);
        loop.disarm();
        datagrams.end();
        ended = how;
    }

    /** What a peer that does not read is owed waits in the log, where it is bounded, and not in the connection. */
    void requireBoundedOutput(int waiting) {
        if (waiting > world.scenario().highWater + sends.window() + 2 * 1024) {
            throw new AssertionError(waiting + " bytes wait in the connection of " + this);
        }
    }

    private void tick() {
        long now = now();
        stream.poll(now);
        datagrams.path().poll(now);
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
