package io.tekcos.chat.protocol;

import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.RoundTrip;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.model.SessionClosed.Initiator;
import io.tekcos.chat.model.SessionCounters.Both;
import io.tekcos.chat.wire.Bye;
import io.tekcos.chat.wire.CopyDatagram;
import io.tekcos.chat.wire.Frame;
import io.tekcos.chat.wire.Ping;
import io.tekcos.chat.wire.Pong;
import io.tekcos.chat.wire.Received;
import io.tekcos.chat.wire.RoomFrame;
import io.tekcos.chat.wire.Skipped;
import io.tekcos.chat.wire.Text;
import io.tekcos.chat.wire.WireException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A session's stream once the handshake is over: delivery both ways, its health, and its end. What a connection brings goes in
 * by {@code on...} methods; what is to be done about it goes to the {@link StreamConnection} and the {@link StreamEar}, at the latest with
 * the next {@link #flush}. It lives on the session's thread; what says "any thread" may be asked from others.
 *
 * @param <P> what waits for a text's acknowledgement
 */
public final class SessionStream<P> {

    private final StreamConnection connection;
    private final StreamEar<P> ear;
    private final Inbound inbound;
    private final Outbound<P> outbound;
    private final FirstCopies copies = new FirstCopies();
    private final StreamHealth health;
    private final Farewell farewell = new Farewell();
    private final Count textsReceived = new Count();
    private final long drain;
    private long now;
    private @Nullable Pong owedPong;
    private boolean pingDue;
    private boolean goodbyeBegun;
    private boolean outputShut;
    private boolean disconnected;
    private long goodbyeDeadline;
    private volatile @Nullable SessionClosed outcome;

    /**
     * Begins at position 0 in both directions.
     *
     * @param receiveWindow how many bytes the peer may send unacknowledged
     * @param sendWindow how many this side may
     * @param drain how long a goodbye may take, in nanoseconds
     */
    public SessionStream(
            StreamConnection connection, StreamEar<P> ear, long receiveWindow, long sendWindow, long drain, long now) {
        this.connection = connection;
        this.ear = ear;
        this.drain = drain;
        this.now = now;
        inbound = new Inbound(receiveWindow);
        outbound = new Outbound<>(sendWindow);
        health = new StreamHealth(now);
    }

    /** The log of what is sent; texts are appended to it from any thread. */
    public Outbound<P> outbound() {
        return outbound;
    }

    /** How the session ended, or is about to; known from before the log is closed. Any thread. */
    public SessionClosed outcome() {
        return Objects.requireNonNull(outcome, "a session that is ending has an outcome");
    }

    /** How long an answer takes. Any thread. */
    public RoundTrip roundTrip() {
        return health.roundTrip();
    }

    /** Texts that were delivered from the stream. Any thread. */
    public long textsReceived() {
        return textsReceived.get();
    }

    /** Which copies came first. Any thread. */
    public Both both(long textsSent) {
        return copies.counters(textsSent);
    }

    /** Bytes have come; their frames follow. */
    public void onRead(long time) {
        now = time;
        health.onRead(time);
    }

    /** Takes the next frame of what was read. */
    public void onFrame(Frame frame, int bytes) throws WireException {
        if (frame instanceof Text text) {
            onText(text, bytes);
        } else if (frame instanceof Received received) {
            outbound.onReceived(received.position(), ear::onAcknowledged);
        } else if (frame instanceof Ping ping) {
            owedPong = new Pong(ping.token()); // the latest is enough, so nobody can make a pile of them
        } else if (frame instanceof Pong pong) {
            health.onPong(pong.token(), now);
        } else if (frame instanceof Bye bye) {
            outbound.onReceived(bye.received(), ear::onAcknowledged);
            perform(farewell.onBye(bye));
        } else if (frame instanceof RoomFrame news) {
            onRoomFrame(news, bytes);
        } else if (frame instanceof Skipped skipped) {
            onSkipped(skipped, bytes);
        } else {
            throw new WireException(
                    CloseCause.PROTOCOL_ERROR, "a " + frame.getClass().getSimpleName() + " frame in a running session");
        }
    }

    /** Takes a copy, by UDP, of a text of this stream; returns whether it was of any use. */
    public boolean onCopy(CopyDatagram copy, long time) {
        return switch (copies.judge(copy.position(), time)) {
            case FIRST -> onEarly(copy, time);
            case SECOND -> {
                onSecond(copy.textId(), true);
                yield true;
            }
            case TOO_EARLY -> false;
        };
    }

    /** The ear has had so many of the oldest frames that were waiting for it, of so many bytes together. */
    public void onProcessed(int frames, long bytes) {
        inbound.onProcessed(frames, bytes);
    }

    /** The peer's output, or the whole connection, has ended in order. */
    public void onInputEnd() {
        if (farewell.isOpen()) {
            connection.abort(); // at once: the peer may never read what still waits, and nothing would end that wait
        } else {
            perform(farewell.onInputEnd());
        }
    }

    /** The connection is no more; returns how the session ended. */
    public SessionClosed onConnectionEnd() {
        disconnected = true;
        if (!farewell.isEnded()) {
            farewell.onFailure(CloseCause.CONNECTION_LOST, Initiator.NETWORK, "");
        }
        SessionClosed how = stopSending();
        outbound.abandon(pending -> ear.onUnknown(pending, how));
        return how;
    }

    /** Says goodbye after all that was accepted for sending. */
    public void close(CloseCause cause, String text, long time) {
        if (!farewell.isEnded()) {
            now = time;
            ear.onClosing();
            perform(farewell.onClose(cause, text));
        }
    }

    /** Ends the session at once: the peer hears why, and nothing more. */
    public void fail(CloseCause cause, String text) {
        if (!farewell.isEnded()) {
            farewell.onFailure(cause, Initiator.LOCAL, text);
            stopSending();
            connection.closeWith(new Bye(cause.code(), text, inbound.acknowledge()));
        }
    }

    /** Ends the session and the connection at once, without a word. */
    public void abort() {
        farewell.onFailure(CloseCause.GOODBYE, Initiator.LOCAL, "");
        stopSending();
        connection.abort();
    }

    /** Does what is due by the clock. */
    public void poll(long time) {
        now = time;
        if (isDraining()) {
            if (time - goodbyeDeadline >= 0) {
                connection.abort();
            }
        } else if (farewell.isOpen()) {
            switch (health.poll(time)) {
                case NOTHING -> {}
                case SEND_PING -> pingDue = true;
                case GIVE_UP -> giveUp();
            }
        }
    }

    /** How long until {@link #poll} has something to do, in nanoseconds; negative if it is late, the greatest if never. */
    public long untilPoll(long time) {
        if (isDraining()) {
            return goodbyeDeadline - time;
        }
        return farewell.isOpen() ? health.untilPoll(time) : Long.MAX_VALUE;
    }

    /** Writes what was appended and what is owed to the peer, and flushes once. */
    public void flush() {
        if (farewell.isEnded()) {
            return;
        }
        if (connection.isWritable()) {
            writeWhatIsDue();
        }
        if (ear.isIdle() && !inbound.isAcknowledgementDue()) {
            perform(farewell.onSettled());
        }
    }

    /**
     * What a peer that does not read is owed waits here, where it is bounded, and not in the connection: texts in the log,
     * unsent, so that nobody can acknowledge them, acknowledgements as the one that stands for all, and the latest PONG.
     */
    private void writeWhatIsDue() {
        boolean wrote = outbound.takeUnsent(connection);
        if (inbound.isAcknowledgementDue()) {
            connection.write(new Received(inbound.acknowledge()));
            wrote = true;
        }
        if (owedPong != null && !outputShut) {
            connection.write(owedPong);
            owedPong = null;
            wrote = true;
        }
        if (pingDue && farewell.isOpen()) {
            connection.write(new Ping(health.onPingSent(now)));
            pingDue = false;
            wrote = true;
        }
        if (wrote) {
            connection.flush();
        }
    }

    private void onText(Text text, int bytes) throws WireException {
        if (copies.isFirst(onArrived(bytes), text.both(), now)) {
            textsReceived.increment();
            ear.onText(text, bytes);
        } else {
            ear.onNothing(bytes);
            onSecond(text.id(), false);
        }
    }

    private void onRoomFrame(RoomFrame news, int bytes) throws WireException {
        copies.isFirst(onArrived(bytes), false, now);
        ear.onRoomFrame(news, bytes);
    }

    private void onSkipped(Skipped skipped, int bytes) throws WireException {
        if (skipped.sequenced()) {
            copies.isFirst(onArrived(bytes), false, now);
            ear.onNothing(bytes);
        }
    }

    private boolean onEarly(CopyDatagram copy, long time) {
        if (!farewell.isPeerSending() || !ear.onEarlyText(copy)) {
            return false;
        }
        copies.onEarly(copy.position(), time);
        return true;
    }

    private void onSecond(long textId, boolean byUdp) {
        if (copies.behind() != Race.UNMEASURED) {
            ear.onSlowerCopy(textId, byUdp, copies.behind());
        }
    }

    private long onArrived(int bytes) throws WireException {
        if (!farewell.isPeerSending()) {
            throw new WireException(CloseCause.PROTOCOL_ERROR, "a sequenced frame after BYE");
        }
        return inbound.onArrived(bytes);
    }

    /** Whether the time for a goodbye is running: until the connection is gone, whatever was said on it. */
    private boolean isDraining() {
        return goodbyeBegun && !disconnected;
    }

    private void giveUp() {
        farewell.onFailure(CloseCause.CONNECTION_LOST, Initiator.NETWORK, "no sign of life for 15 s");
        stopSending();
        connection.abort();
    }

    private void perform(Farewell.Action action) {
        switch (action) {
            case NOTHING -> {}
            case SEND_BYE -> sendBye();
            case SHUT_OUTPUT -> {
                outputShut = true;
                connection.shutOutput();
            }
            case CLOSE -> connection.close();
        }
    }

    private void sendBye() {
        SessionClosed why = stopSending();
        outbound.takeUnsent(connection); // nothing is appended any more, so this is all that goes before BYE
        boolean isAnswer = why.by() == Initiator.PEER; // whose own code and text say why the session ends
        CloseCause cause = isAnswer ? CloseCause.GOODBYE : why.cause();
        connection.write(new Bye(cause.code(), isAnswer ? "" : why.text(), inbound.acknowledge()));
        connection.flush();
        goodbyeBegun = true;
        goodbyeDeadline = now + drain;
    }

    private SessionClosed stopSending() {
        SessionClosed how = Objects.requireNonNull(farewell.outcome(), "whoever ends a session knows why");
        outcome = how; // before the log is closed: whoever finds it closed wants to know
        outbound.close();
        return how;
    }
}
