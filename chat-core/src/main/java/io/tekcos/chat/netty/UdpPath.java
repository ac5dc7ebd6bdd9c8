package io.tekcos.chat.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.DatagramPacket;
import io.tekcos.chat.model.DropReason;
import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.PathChanged;
import io.tekcos.chat.model.PathState;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.model.SessionClosedException;
import io.tekcos.chat.model.SessionCounters;
import io.tekcos.chat.model.Via;
import io.tekcos.chat.protocol.Binding;
import io.tekcos.chat.protocol.Count;
import io.tekcos.chat.protocol.DatagramPath;
import io.tekcos.chat.wire.CopyDatagram;
import io.tekcos.chat.wire.Datagram;
import io.tekcos.chat.wire.TextDatagram;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * A session's datagrams on their channel: carries out what the {@link DatagramPath} decides. It lives on the session's event loop; only {@link #state}, {@link #counters}
 * and what says so are for any thread.
 */
final class UdpPath implements DatagramPath.Carrier {

    private static final int MOST_OWN_IN_FLIGHT = 64;

    private final FramedSession session;
    private final Inbox inbox;
    private final DatagramPath path;
    private final DatagramOutbox outbox;
    private final AtomicInteger ownInFlight = new AtomicInteger();
    private final Waiters awaitingUp = new Waiters();
    private final Count textsReceived = new Count();
    private final Count received = new Count();
    private final LongAdder sent = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder fallbacks = new LongAdder();
    private final Tally<DropReason> dropped = new Tally<>();
    private @Nullable Channel channel;
    private @Nullable Runnable renewal;
    private @Nullable SessionClosed closed;

    UdpPath(FramedSession session, Binding binding) {
        this.session = session;
        inbox = session.inbox();
        path = new DatagramPath(binding, this);
        outbox = new DatagramOutbox(this, path, session.limits().waitingDatagrams());
    }

    PathState state() {
        return path.state();
    }

    /** Names the session in datagrams, by the connection that it has. */
    long id() {
        return path.id();
    }

    /** The texts that go out by this path. */
    DatagramOutbox outbox() {
        return outbox;
    }

    /** Sets what datagrams go out by; with the first one the path begins. */
    void attach(Channel newChannel) {
        channel = newChannel;
        long now = session.now();
        path.begin(now);
        path.poll(now);
        session.rearm(now);
    }

    /** Sets what opens another socket in place of one that leads nowhere. */
    void renewWith(Runnable newRenewal) {
        renewal = newRenewal;
    }

    /** There is no socket yet, for a reason; the path goes on trying. */
    void retryLater(String why) {
        long now = session.now();
        path.begin(now);
        path.fail(why, now);
        session.rearm(now);
    }

    /** The TCP connection is lost: there is nothing to send by until another one is there. */
    void detach() {
        channel = null;
        renewal = null;
        path.detach();
        flush();
    }

    /** There is another TCP connection, and another id. */
    void rebind(Binding binding) {
        path.rebind(binding);
    }

    /** There is no path, for a reason, and there will be none by this TCP connection. */
    void giveUp(String why) {
        path.fail(why, session.now());
    }

    /** Counts a text that was meant for this path and takes the other. */
    void onFallback() {
        fallbacks.increment();
    }

    /** Sends everything that waits. */
    void flush() {
        if (outbox.write(closed) && channel != null) {
            channel.flush();
        }
    }

    /** Whether there is a socket to send by, and an address to send to. */
    boolean canSend() {
        return channel != null && path.peer() != null;
    }

    /** Takes a datagram, null if it makes no sense. */
    void onDatagram(@Nullable Datagram datagram, int length, InetSocketAddress from) {
        long now = session.now();
        path.onDatagram(datagram, length, from, now);
        session.rearm(now);
    }

    void poll(long now) {
        path.poll(now);
    }

    long untilPoll(long now) {
        return path.untilPoll(now);
    }

    /** Hands a text that came as a datagram to the listener, or returns false if it has too many waiting. */
    boolean deliver(Message message) {
        if (!inbox.takesDatagrams()) {
            return false;
        }
        textsReceived.increment(); // before it is heard: whoever has heard it finds it counted
        inbox.onDatagram(message);
        return true;
    }

    void onFailure() {
        failures.increment();
    }

    /** The session has ended. */
    void end(SessionClosed how) {
        closed = how;
        path.end();
        flush();
        awaitingUp.fail(how);
    }

    /** Completes a future as soon as the path is up. */
    void whenUp(LoopFuture<Void> future) {
        if (path.state() == PathState.UP) {
            future.complete(null);
        } else if (closed != null) {
            future.completeExceptionally(new SessionClosedException(closed, false));
        } else {
            awaitingUp.add(future);
        }
    }

    SessionCounters.Udp counters() {
        return new SessionCounters.Udp(
                outbox.textsSent(),
                textsReceived.get(),
                sent.sum(),
                received.get(),
                failures.sum(),
                fallbacks.sum(),
                path.arrivals(),
                dropped.snapshot(),
                path.roundTrip());
    }

    @Override
    public void send(Datagram datagram, @Nullable InetSocketAddress to) {
        if (channel == null) {
            return;
        }
        boolean isFull = ownInFlight.incrementAndGet() > MOST_OWN_IN_FLIGHT;
        if (isFull) { // the socket takes nothing, and a peer may ask for ever
            ownInFlight.decrementAndGet();
            failures.increment();
            return;
        }
        write(datagram, to).addListener((ChannelFutureListener) this::onOwnWritten);
        channel.flush();
    }

    @Override
    public void onText(TextDatagram text) {
        if (!deliver(new Message(text.textId(), session.nameOf(text.from()), text.text(), Via.UDP, false))) {
            onDropped(DropReason.UNHEARD);
        }
    }

    @Override
    public void onCopy(CopyDatagram copy, long now) {
        if (!session.stream().onCopy(copy, now)) {
            onDropped(DropReason.UNHEARD);
        }
    }

    @Override
    public void onChange(PathState state, String why) {
        inbox.onEvent(new PathChanged(state, why));
        if (state == PathState.UP) {
            awaitingUp.complete();
        }
    }

    @Override
    public void onDropped(DropReason reason) {
        dropped.increment(reason);
    }

    @Override
    public void onReceived() {
        received.increment();
    }

    @Override
    public void renewSocket() {
        if (renewal != null) {
            renewal.run();
        }
    }

    /** Writes a datagram, to leave with the next flush; only while there is a channel. */
    ChannelFuture write(Datagram datagram, @Nullable InetSocketAddress to) {
        Channel out = Objects.requireNonNull(channel);
        ByteBuf bytes = out.alloc().directBuffer();
        datagram.write(bytes);
        // A connected channel takes the bytes alone: some systems refuse an address there.
        return out.remoteAddress() != null || to == null ? out.write(bytes) : out.write(new DatagramPacket(bytes, to));
    }

    private void onOwnWritten(ChannelFuture written) {
        ownInFlight.decrementAndGet();
        onWritten(written);
    }

    /** Counts what became of a datagram. Any thread. */
    void onWritten(ChannelFuture written) {
        if (written.isSuccess()) {
            sent.increment();
        } else {
            failures.increment();
        }
    }
}
