package io.tekcos.chat.netty;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.tekcos.chat.model.SendRefusedException;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.model.SessionClosedException;
import io.tekcos.chat.protocol.Count;
import io.tekcos.chat.protocol.DatagramPath;
import io.tekcos.chat.wire.CopyDatagram;
import io.tekcos.chat.wire.Datagram;
import io.tekcos.chat.wire.TextDatagram;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The texts that a session sends by UDP: they wait for the next flush, so that many go out with one, and then for the network to
 * take them; how many may wait is bounded. Any thread may offer one, the event loop sends them.
 */
final class DatagramOutbox {

    private static final long NO_POSITION = 0;

    private final UdpPath udp;
    private final DatagramPath path;
    private final int most;
    private final ConcurrentLinkedQueue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waitingCount = new AtomicInteger();
    private final Count textsSent = new Count();

    /**
     * A text that waits.
     *
     * @param position that of its frame if it travels by both, and its receipt with the frame; else {@link #NO_POSITION}
     */
    private record Waiting(Outgoing text, long position) {

        /** Whoever waits for word of the datagram; a copy leaves its text to the stream. */
        @Nullable
        ReceiptFuture receipt() {
            return position == NO_POSITION ? text.receipt() : null;
        }
    }

    DatagramOutbox(UdpPath udp, DatagramPath path, int most) {
        this.udp = udp;
        this.path = path;
        this.most = most;
    }

    /** How many texts were sent. Any thread. */
    long textsSent() {
        return textsSent.get();
    }

    /** Takes a place for a text that is to be sent, or returns false if too many wait. Any thread. */
    boolean tryReserve() {
        if (waitingCount.incrementAndGet() > most) {
            waitingCount.decrementAndGet();
            return false;
        }
        return true;
    }

    /** Gives a place back. Any thread. */
    void cancelReservation() {
        waitingCount.decrementAndGet();
    }

    /** Takes a text with a place. Any thread. */
    void offer(Outgoing text) {
        waiting.add(new Waiting(text, NO_POSITION));
    }

    /** Takes a text with a place, which travels by TCP too. Any thread. */
    void offerCopy(Outgoing text, long position) {
        waiting.add(new Waiting(text, position));
    }

    /** Writes everything that waits, and returns whether anything did. */
    boolean write(@Nullable SessionClosed closed) {
        Waiting next = waiting.poll();
        if (next == null) {
            return false;
        }
        for (; next != null; next = waiting.poll()) {
            write(next, closed);
        }
        return true;
    }

    private void write(Waiting next, @Nullable SessionClosed closed) {
        ReceiptFuture receipt = next.receipt();
        if (closed != null) {
            waitingCount.decrementAndGet();
            if (receipt != null) {
                receipt.completeExceptionally(new SessionClosedException(closed, false));
            }
        } else if (!udp.canSend()) {
            waitingCount.decrementAndGet();
            onUnsent(receipt, "the UDP path has gone down");
        } else {
            textsSent.increment();
            if (next.position() != NO_POSITION && next.text().receipt() != null) {
                next.text().receipt().onCopyGone();
            }
            udp.write(datagram(next), path.peer())
                    .addListener((ChannelFutureListener) written -> onWritten(written, receipt));
        }
    }

    private Datagram datagram(Waiting next) {
        Outgoing text = next.text();
        return next.position() == NO_POSITION
                ? new TextDatagram(path.id(), path.nextNumber(), text.id(), text.from(), text.text())
                : new CopyDatagram(path.id(), path.nextNumber(), next.position(), text.id(), text.from(), text.text());
    }

    /** On the loop of the UDP channel, which need not be the session's. */
    private void onWritten(ChannelFuture written, @Nullable ReceiptFuture receipt) {
        waitingCount.decrementAndGet();
        udp.onWritten(written);
        if (receipt != null) {
            receipt.onLoop(() -> {
                if (written.isSuccess()) {
                    receipt.sent();
                } else {
                    onUnsent(receipt, "the network did not take the datagram (" + written.cause() + ")");
                }
            });
        }
    }

    private static void onUnsent(@Nullable ReceiptFuture receipt, String why) {
        if (receipt != null) {
            receipt.completeExceptionally(new SendRefusedException(
                    SendRefusedException.Reason.UDP_NOT_UP,
                    "The text was not sent: " + why + "; send it by TCP, or try again"));
        }
    }
}
