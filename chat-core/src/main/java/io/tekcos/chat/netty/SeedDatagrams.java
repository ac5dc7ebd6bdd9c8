package io.tekcos.chat.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.DatagramPacket;
import io.tekcos.chat.model.DropReason;
import io.tekcos.chat.model.PathChanged;
import io.tekcos.chat.model.PathState;
import io.tekcos.chat.model.RoundTrip;
import io.tekcos.chat.model.SendRefusedException;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.model.SessionClosedException;
import io.tekcos.chat.model.SessionCounters;
import io.tekcos.chat.protocol.Count;
import java.net.InetSocketAddress;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The datagrams of a seed session: each is one text, bare. The path is up from the HELO on, and stays so, for nobody asks and
 * nobody answers. It lives on the session's event loop; only {@link #tryOffer}, {@link #state}, {@link #onFallback} and
 * {@link #counters} are for any thread.
 */
final class SeedDatagrams {

    private final int maxWaiting;
    private final Consumer<PathChanged> onChange;
    private final ConcurrentLinkedQueue<SeedText> waiting = new ConcurrentLinkedQueue<>();
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
    private @Nullable InetSocketAddress target;
    private @Nullable SessionClosed closed;

    SeedDatagrams(int maxWaiting, Consumer<PathChanged> onChange) {
        this.maxWaiting = maxWaiting;
        this.onChange = onChange;
    }

    PathState state() {
        return state;
    }

    /** The HELO has been sent or has come: datagrams go out by this channel, to this address or where it is connected to. */
    void begin(Channel newChannel, @Nullable InetSocketAddress newTarget) {
        channel = newChannel;
        target = newTarget;
        state = PathState.UP;
    }

    /** Tells whoever listens or waits for it that the path is up. */
    void reportUp(String why) {
        onChange.accept(new PathChanged(PathState.UP, why));
        awaitingUp.complete();
    }

    /** There is no path, for a reason, and there will be none. */
    void giveUp(String why) {
        state = PathState.DOWN;
        onChange.accept(new PathChanged(PathState.DOWN, why));
    }

    /** Takes a text, to be sent with the next flush; false if too many wait. */
    boolean tryOffer(SeedText text) {
        if (waitingCount.incrementAndGet() > maxWaiting) {
            waitingCount.decrementAndGet();
            return false;
        }
        waiting.add(text);
        return true;
    }

    /** Counts a text that was meant for this path and takes the other. */
    void onFallback() {
        fallbacks.increment();
    }

    /** Sends everything that waits. */
    void flush() {
        SeedText next = waiting.poll();
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

    /** Counts a datagram that has come. */
    void onReceived() {
        received.increment();
    }

    /** Counts the text in it, which the listener will have, or has too many waiting for. */
    void onText(boolean delivered) {
        if (delivered) {
            textsReceived.increment();
        } else {
            onDropped(DropReason.UNHEARD);
        }
    }

    void onDropped(DropReason reason) {
        dropped.increment(reason);
    }

    void onFailure() {
        failures.increment();
    }

    /** Counts a HELO that was sent. */
    void onHeloSent() {
        sent.increment();
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

    /** The session has ended. */
    void end(SessionClosed how) {
        closed = how;
        state = PathState.DOWN;
        flush();
        awaitingUp.fail(how);
    }

    SessionCounters.Udp counters() {
        return new SessionCounters.Udp(
                textsSent.get(),
                textsReceived.get(),
                sent.sum(),
                received.get(),
                failures.sum(),
                fallbacks.sum(),
                new SessionCounters.Arrivals(0, 0, 0),
                dropped.snapshot(),
                RoundTrip.UNKNOWN);
    }

    private void send(SeedText text) {
        if (closed != null || channel == null) {
            waitingCount.decrementAndGet();
            text.fail(closed != null ? new SessionClosedException(closed, false) : Refusals.udpNotUp(state));
            return;
        }
        textsSent.increment();
        ByteBuf bytes = Unpooled.wrappedBuffer(text.utf8());
        InetSocketAddress to = target;
        channel.write(to == null ? bytes : new DatagramPacket(bytes, to))
                .addListener((ChannelFutureListener) written -> onWritten(written, text));
    }

    /** On the loop of the UDP channel, which need not be the session's. */
    private void onWritten(ChannelFuture written, SeedText text) {
        waitingCount.decrementAndGet();
        (written.isSuccess() ? sent : failures).increment();
        text.onLoop(() -> {
            if (written.isSuccess()) {
                text.sent();
            } else {
                text.fail(new SendRefusedException(
                        SendRefusedException.Reason.UDP_NOT_UP,
                        "The text was not sent: the network did not take the datagram (" + written.cause()
                                + "); send it by TCP, or try again"));
            }
        });
    }
}
