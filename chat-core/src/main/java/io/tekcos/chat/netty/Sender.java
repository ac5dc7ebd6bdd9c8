package io.tekcos.chat.netty;

import io.netty.channel.EventLoop;
import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.JournalException;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.PathState;
import io.tekcos.chat.model.SendRefusedException;
import io.tekcos.chat.model.SessionClosedException;
import io.tekcos.chat.model.Via;
import io.tekcos.chat.protocol.Outbound;
import io.tekcos.chat.protocol.SessionStream;
import io.tekcos.chat.wire.SharedText;
import io.tekcos.chat.wire.Utf8;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Accepts a session's texts, each for the path it can take. Any thread. */
final class Sender {

    private final EventLoop loop;
    private final SessionStream<ReceiptFuture> stream;
    private final UdpPath udp;
    private final DatagramOutbox datagrams;
    private final BooleanSupplier hasEnded;
    private final AtomicLong nextTextId =
            new AtomicLong(ThreadLocalRandom.current().nextLong() >>> 1);
    private final LongAdder sentByBoth = new LongAdder();

    Sender(EventLoop loop, SessionStream<ReceiptFuture> stream, UdpPath udp, BooleanSupplier hasEnded) {
        this.loop = loop;
        this.stream = stream;
        this.udp = udp;
        datagrams = udp.outbox();
        this.hasEnded = hasEnded;
    }

    /** How many texts were sent by both paths. */
    long sentByBoth() {
        return sentByBoth.sum();
    }

    /** Sends a text of this session's. */
    ReceiptFuture send(String text, Via via, Fallback fallback) {
        ReceiptFuture receipt = new ReceiptFuture(loop, nextTextId.getAndIncrement(), via);
        return send(Outgoing.own(text, Outgoing.sizeOf(text), receipt), receipt, fallback);
    }

    /** Sends a text that others are sent too. */
    ReceiptFuture send(SharedText text, Via via, Fallback fallback) {
        ReceiptFuture receipt = new ReceiptFuture(loop, text.id(), via);
        return send(Outgoing.shared(text, receipt), receipt, fallback);
    }

    /** Sends a text whose fate nobody awaits, by the path given or by TCP; returns false if the log is full. */
    boolean relay(SharedText shared, Via via) {
        if (via == Via.TCP) {
            return stream.outbound().append(shared.frame(false), true, null) != Outbound.FULL;
        }
        Outgoing text = Outgoing.shared(shared, null);
        if (via == Via.UDP && canTake(via, text) && datagrams.tryReserve()) {
            datagrams.offer(text);
            return true;
        }
        boolean both = via == Via.BOTH && canTake(via, text);
        long position = both ? appendWithCopy(text) : text.appendTo(stream.outbound(), false);
        if (position > 0 && !both) {
            udp.onFallback();
        }
        return position != Outbound.FULL;
    }

    /** Sends a frame that is no text; returns false if the log is full. */
    boolean tell(byte[] frame) {
        return stream.outbound().append(frame, false, null) != Outbound.FULL;
    }

    private ReceiptFuture send(Outgoing text, ReceiptFuture receipt, Fallback fallback) {
        SendRefusedException refusal = text.bytes() == Utf8.NOT_UNICODE || text.bytes() > Limits.MAX_TEXT_BYTES
                ? Refusals.unfit(text.bytes())
                : tryKeep(text, receipt, fallback);
        if (refusal != null) {
            receipt.refuse(refusal);
        }
        return receipt;
    }

    private @Nullable SendRefusedException tryKeep(Outgoing text, ReceiptFuture receipt, Fallback fallback) {
        try {
            return trySend(text, receipt, fallback);
        } catch (JournalException broken) {
            return Refusals.notKept(broken);
        }
    }

    private @Nullable SendRefusedException trySend(Outgoing text, ReceiptFuture receipt, Fallback fallback) {
        Via via = receipt.via();
        if (via == Via.TCP) {
            return sendByTcp(text, receipt);
        }
        if (canTake(via, text)) {
            return via == Via.UDP ? sendByUdp(text) : refusal(appendWithCopy(text), receipt);
        }
        if (fallback == Fallback.NONE && !hasEnded.getAsBoolean()) {
            return text.bytes() <= most(via)
                    ? Refusals.udpNotUp(udp.state())
                    : Refusals.tooLongForDatagram(text.bytes(), most(via));
        }
        return fallBack(text, receipt);
    }

    private boolean canTake(Via via, Outgoing text) {
        return text.bytes() <= most(via) && udp.state() == PathState.UP;
    }

    private static int most(Via via) {
        return via == Via.UDP ? Limits.MAX_DATAGRAM_TEXT_BYTES : Limits.MAX_COPY_TEXT_BYTES;
    }

    private @Nullable SendRefusedException sendByTcp(Outgoing text, ReceiptFuture receipt) {
        return refusal(text.appendTo(stream.outbound(), false), receipt);
    }

    private @Nullable SendRefusedException sendByUdp(Outgoing text) {
        if (!datagrams.tryReserve()) {
            return Refusals.udpFull();
        }
        datagrams.offer(text);
        return null;
    }

    private long appendWithCopy(Outgoing text) {
        // Without a place the copy is left out, as the network might lose it, and not the text.
        boolean hasPlace = datagrams.tryReserve();
        boolean isOffered = false;
        try {
            long position = text.appendTo(stream.outbound(), true);
            if (position > 0) {
                sentByBoth.increment();
                isOffered = hasPlace;
            }
            if (isOffered) {
                datagrams.offerCopy(text, position);
            }
            return position;
        } finally {
            if (hasPlace && !isOffered) {
                datagrams.cancelReservation();
            }
        }
    }

    private @Nullable SendRefusedException fallBack(Outgoing text, ReceiptFuture receipt) {
        receipt.fallBack();
        SendRefusedException refusal = sendByTcp(text, receipt);
        if (refusal == null && receipt.isAccepted()) {
            udp.onFallback();
        }
        return refusal;
    }

    /** What the log's answer means for a text. */
    private @Nullable SendRefusedException refusal(long position, ReceiptFuture receipt) {
        if (position == Outbound.CLOSED) {
            receipt.refuse(new SessionClosedException(stream.outcome(), false));
        }
        if (position == Outbound.FULL) {
            receipt.findLogFull();
            return Refusals.full();
        }
        return null;
    }
}
