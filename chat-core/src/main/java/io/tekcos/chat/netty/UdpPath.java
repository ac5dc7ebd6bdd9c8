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
import io.tekcos.chat.protocol.BindingStep;
import io.tekcos.chat.wire.Datagram;
import io.tekcos.chat.wire.TextDatagram;
import java.net.InetSocketAddress;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A session's datagram path: carries out what its binding decides, and sends texts in batches, one flush a turn. It lives on
 * the session's event loop; only {@link #offer}, {@link #state} and {@link #counters} are for any thread.
 */
final class UdpPath {

    private final Inbox inbox;
    private final String peerName;
    private final long id;
    private final LongSupplier numbers;
    private final int maxWaiting;
    private final ConcurrentLinkedQueue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waitingCount = new AtomicInteger();
    private final Waiters awaitingUp = new Waiters();
    private final Count textsSent = new Count();
    private final Count textsReceived = new Count();
    private final Count received = new Count();
    private final LongAdder sent = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder fallbacks = new LongAdder();
    private final Tally<DropReason> dropped = new Tally<>();
    private volatile PathState state = PathState.PROBING;
    private @Nullable Channel channel;
    private @Nullable InetSocketAddress recipient;
    private @Nullable SessionClosed closed;

    /** A text that waits for the next flush, and then for the network to take it. */
    private record Waiting(String text, ReceiptFuture receipt) {}

    UdpPath(Inbox inbox, String peerName, long id, LongSupplier numbers, int maxWaiting) {
        this.inbox = inbox;
        this.peerName = peerName;
        this.id = id;
        this.numbers = numbers;
        this.maxWaiting = maxWaiting;
    }

    PathState state() {
        return state;
    }

    /** Sets what datagrams go out by. */
    void attach(Channel newChannel) {
        channel = newChannel;
    }

    /** Takes a text to be sent with the next flush, or returns false if too many wait. */
    boolean offer(String text, ReceiptFuture receipt) {
        if (waitingCount.incrementAndGet() > maxWaiting) {
            waitingCount.decrementAndGet();
            return false;
        }
        waiting.add(new Waiting(text, receipt));
        return true;
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

    /** Does what the binding decided about a datagram. */
    void perform(BindingStep step, InetSocketAddress from) {
        if (step instanceof BindingStep.Dropped drop) {
            onDropped(drop.reason());
            return;
        }
        received.increment();
        if (step instanceof BindingStep.Answered answered) {
            answer(answered, from);
        } else if (step instanceof BindingStep.Up up) {
            onUp(up, from);
        } else if (step instanceof BindingStep.Accepted accepted) {
            onText(accepted.text());
        }
    }

    /** Sends one of the binding's own datagrams at once. */
    void sendNow(Datagram datagram, @Nullable InetSocketAddress to) {
        if (channel != null) {
            write(channel, datagram, to).addListener((ChannelFutureListener) this::onWritten);
            channel.flush();
        }
    }

    void onDropped(DropReason reason) {
        dropped.increment(reason);
    }

    void onFailure() {
        failures.increment();
    }

    /** There is no path, for a reason; it may come later. */
    void down(String why) {
        change(PathState.DOWN, why);
    }

    /** The session has ended. */
    void end(SessionClosed how) {
        closed = how;
        state = PathState.DOWN;
        flush();
        awaitingUp.fail(how);
    }

    /** Completes a future as soon as the path is up. */
    void whenUp(LoopFuture<Void> future) {
        if (state == PathState.UP) {
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
                dropped.snapshot());
    }

    private void answer(BindingStep.Answered answered, InetSocketAddress from) {
        if (answered.dropped() != null) {
            onDropped(answered.dropped());
        }
        sendNow(answered.answer(), from);
    }

    private void onUp(BindingStep.Up up, InetSocketAddress from) {
        recipient = from;
        if (up.answer() != null) {
            sendNow(up.answer(), from);
        }
        change(PathState.UP, "bound to " + from.getAddress().getHostAddress() + " port " + from.getPort());
    }

    private void onText(TextDatagram text) {
        if (inbox.onDatagram(new Message(text.textId(), peerName, text.text(), Via.UDP))) {
            textsReceived.increment();
        } else {
            onDropped(DropReason.UNHEARD);
        }
    }

    private void change(PathState to, String why) {
        if (state == to || closed != null) {
            return;
        }
        state = to;
        inbox.onEvent(new PathChanged(to, why));
        if (to == PathState.UP) {
            awaitingUp.complete();
        }
    }

    private void send(Waiting text) {
        ReceiptFuture receipt = text.receipt();
        if (closed != null) {
            waitingCount.decrementAndGet();
            receipt.completeExceptionally(new SessionClosedException(closed, false));
        } else if (channel == null || recipient == null) {
            waitingCount.decrementAndGet();
            receipt.completeExceptionally(refused("the UDP path has gone down"));
        } else {
            textsSent.increment();
            TextDatagram datagram = new TextDatagram(id, numbers.getAsLong(), receipt.id(), 0, text.text());
            write(channel, datagram, recipient)
                    .addListener((ChannelFutureListener) written -> onWritten(written, receipt));
        }
    }

    private ChannelFuture write(Channel out, Datagram datagram, @Nullable InetSocketAddress to) {
        ByteBuf bytes = out.alloc().directBuffer();
        datagram.write(bytes);
        // A connected channel takes the bytes alone: some systems refuse an address there.
        return out.remoteAddress() != null || to == null ? out.write(bytes) : out.write(new DatagramPacket(bytes, to));
    }

    private void onWritten(ChannelFuture written) {
        if (written.isSuccess()) {
            sent.increment();
        } else {
            failures.increment();
        }
    }

    /** On the loop of the UDP channel, which need not be the session's. */
    private void onWritten(ChannelFuture written, ReceiptFuture receipt) {
        waitingCount.decrementAndGet();
        onWritten(written);
        receipt.onLoop(() -> {
            if (written.isSuccess()) {
                receipt.sent();
            } else {
                receipt.completeExceptionally(
                        refused("the network did not take the datagram (" + written.cause() + ")"));
            }
        });
    }

    private static SendRefusedException refused(String why) {
        return new SendRefusedException(
                SendRefusedException.Reason.UDP_NOT_UP,
                "The text was not sent: " + why + "; send it by TCP, or try again");
    }
}
