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
import io.tekcos.chat.model.SendRefusedException;
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
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * A session's datagrams on their channel: carries out what the {@link DatagramPath} decides, and sends texts in batches, one
 * flush a turn. It lives on the session's event loop; only {@link #tryReserve}, {@link #offer}, {@link #state} and
 * {@link #counters} are for any thread.
 */
final class UdpPath implements DatagramPath.Carrier {

    private static final long NO_POSITION = 0;
    private static final int MOST_OWN_IN_FLIGHT = 64;

    private final FramedSession session;
    private final Inbox inbox;
    private final DatagramPath path;
    private final int maxWaiting;
    private final ConcurrentLinkedQueue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waitingCount = new AtomicInteger();
    private final AtomicInteger ownInFlight = new AtomicInteger();
    private final Waiters awaitingUp = new Waiters();
    private final Count textsSent = new Count();
    private final Count textsReceived = new Count();
    private final Count received = new Count();
    private final LongAdder sent = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder fallbacks = new LongAdder();
    private final Tally<DropReason> dropped = new Tally<>();
    private @Nullable Channel channel;
    private @Nullable Runnable renewal;
    private @Nullable SessionClosed closed;

    /**
     * A text that waits for the next flush, and then for the network to take it.
     *
     * @param position that of its frame if it travels by both, and its receipt with the frame; else {@link #NO_POSITION}
     */
    private record Waiting(String text, ReceiptFuture receipt, long position) {}

    UdpPath(FramedSession session, Binding binding) {
        this.session = session;
        inbox = session.inbox();
        path = new DatagramPath(binding, this);
        maxWaiting = session.limits().waitingDatagrams();
    }

    PathState state() {
        return path.state();
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

    /** There is no path, for a reason, and there will be none. */
    void giveUp(String why) {
        path.fail(why, session.now());
    }

    /** Takes a place for a text that is to be sent, or returns false if too many wait. */
    boolean tryReserve() {
        if (waitingCount.incrementAndGet() > maxWaiting) {
            waitingCount.decrementAndGet();
            return false;
        }
        return true;
    }

    /** Gives a place back. */
    void cancelReservation() {
        waitingCount.decrementAndGet();
    }

    /** Takes a text with a place, to be sent with the next flush. */
    void offer(String text, ReceiptFuture receipt) {
        waiting.add(new Waiting(text, receipt, NO_POSITION));
    }

    /** Takes a text with a place, which travels by TCP too, to be sent with the next flush. */
    void offerCopy(String text, ReceiptFuture receipt, long position) {
        waiting.add(new Waiting(text, receipt, position));
    }

    /** Counts a text that was meant for this path and takes the other. */
    void onFallback() {
        fallbacks.increment();
    }

    /** Sends everything that waits. */
    void flush() {
        Waiting next = waiting.poll();
        if (next == null) {
            return;
        }
        for (; next != null; next = waiting.poll()) {
            send(next);
        }
        if (channel != null) {
            channel.flush();
        }
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
        boolean delivered = inbox.onDatagram(message);
        if (delivered) {
            textsReceived.increment();
        }
        return delivered;
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
                textsSent.get(),
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
        write(channel, datagram, to).addListener((ChannelFutureListener) this::onOwnWritten);
        channel.flush();
    }

    @Override
    public void onText(TextDatagram text) {
        if (!deliver(new Message(text.textId(), session.peer().name(), text.text(), Via.UDP, false))) {
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

    private void send(Waiting text) {
        ReceiptFuture receipt = text.receipt();
        if (closed != null) {
            waitingCount.decrementAndGet();
            if (text.position() == NO_POSITION) { // the fate of the others is the stream's matter
                receipt.completeExceptionally(new SessionClosedException(closed, false));
            }
        } else if (channel == null || path.peer() == null) {
            waitingCount.decrementAndGet();
            onUnsent(text, "the UDP path has gone down");
        } else {
            textsSent.increment();
            write(channel, datagram(text), path.peer())
                    .addListener((ChannelFutureListener) written -> onWritten(written, text));
        }
    }

    private Datagram datagram(Waiting text) {
        long textId = text.receipt().id();
        return text.position() == NO_POSITION
                ? new TextDatagram(path.id(), path.nextNumber(), textId, 0, text.text())
                : new CopyDatagram(path.id(), path.nextNumber(), text.position(), textId, 0, text.text());
    }

    private ChannelFuture write(Channel out, Datagram datagram, @Nullable InetSocketAddress to) {
        ByteBuf bytes = out.alloc().directBuffer();
        datagram.write(bytes);
        // A connected channel takes the bytes alone: some systems refuse an address there.
        return out.remoteAddress() != null || to == null ? out.write(bytes) : out.write(new DatagramPacket(bytes, to));
    }

    private void onOwnWritten(ChannelFuture written) {
        ownInFlight.decrementAndGet();
        onWritten(written);
    }

    private void onWritten(ChannelFuture written) {
        if (written.isSuccess()) {
            sent.increment();
        } else {
            failures.increment();
        }
    }

    /** On the loop of the UDP channel, which need not be the session's. */
    private void onWritten(ChannelFuture written, Waiting text) {
        waitingCount.decrementAndGet();
        onWritten(written);
        if (text.position() != NO_POSITION) {
            return;
        }
        ReceiptFuture receipt = text.receipt();
        receipt.onLoop(() -> {
            if (written.isSuccess()) {
                receipt.sent();
            } else {
                onUnsent(text, "the network did not take the datagram (" + written.cause() + ")");
            }
        });
    }

    /** A copy that stays behind leaves its text to the stream. */
    private static void onUnsent(Waiting text, String why) {
        if (text.position() == NO_POSITION) {
            text.receipt()
                    .completeExceptionally(new SendRefusedException(
                            SendRefusedException.Reason.UDP_NOT_UP,
                            "The text was not sent: " + why + "; send it by TCP, or try again"));
        }
    }
}
