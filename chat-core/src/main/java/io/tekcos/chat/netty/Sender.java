package io.tekcos.chat.netty;

import io.netty.channel.EventLoop;
import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.PathState;
import io.tekcos.chat.model.SendRefusedException;
import io.tekcos.chat.model.Sending;
import io.tekcos.chat.model.SessionClosedException;
import io.tekcos.chat.model.Via;
import io.tekcos.chat.protocol.Outbound;
import io.tekcos.chat.protocol.SessionStream;
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
    private final BooleanSupplier hasEnded;
    private final AtomicLong nextTextId =
            new AtomicLong(ThreadLocalRandom.current().nextLong() >>> 1);
    private final LongAdder sentByBoth = new LongAdder();

    Sender(EventLoop loop, SessionStream<ReceiptFuture> stream, UdpPath udp, BooleanSupplier hasEnded) {
        this.loop = loop;
        this.stream = stream;
        this.udp = udp;
        this.hasEnded = hasEnded;
    }

    /** How many texts were sent by both paths. */
    long sentByBoth() {
        return sentByBoth.sum();
    }

    Sending send(String text, Via via, Fallback fallback) {
        int textBytes = text.length() > Limits.MAX_TEXT_BYTES ? text.length() : Utf8.size(text);
        ReceiptFuture receipt = new ReceiptFuture(loop, nextTextId.getAndIncrement(), via);
        SendRefusedException refusal = textBytes == Utf8.NOT_UNICODE || textBytes > Limits.MAX_TEXT_BYTES
                ? Refusals.unfit(textBytes)
                : trySend(text, textBytes, receipt, fallback);
        if (refusal != null) {
            receipt.refuse(refusal);
        }
        return receipt;
    }

    private @Nullable SendRefusedException trySend(
            String text, int textBytes, ReceiptFuture receipt, Fallback fallback) {
        Via via = receipt.via();
        if (via == Via.TCP) {
            return sendByTcp(text, textBytes, receipt);
        }
        int most = via == Via.UDP ? Limits.MAX_DATAGRAM_TEXT_BYTES : Limits.MAX_COPY_TEXT_BYTES;
        if (textBytes <= most && udp.state() == PathState.UP) {
            return via == Via.UDP ? sendByUdp(text, receipt) : sendByBoth(text, textBytes, receipt);
        }
        if (fallback == Fallback.NONE && !hasEnded.getAsBoolean()) {
            return textBytes <= most ? Refusals.udpNotUp(udp.state()) : Refusals.tooLongForDatagram(textBytes, most);
        }
        return fallBack(text, textBytes, receipt);
    }

    private @Nullable SendRefusedException sendByTcp(String text, int textBytes, ReceiptFuture receipt) {
        return refusal(stream.outbound().append(receipt.id(), 0, text, textBytes, false, receipt), receipt);
    }

    private @Nullable SendRefusedException sendByUdp(String text, ReceiptFuture receipt) {
        if (!udp.tryReserve()) {
            return Refusals.udpFull();
        }
        udp.offer(text, receipt);
        return null;
    }

    private @Nullable SendRefusedException sendByBoth(String text, int textBytes, ReceiptFuture receipt) {
        boolean hasPlace =
                udp.tryReserve(); // without one the copy is left out, as the network might lose it, and not the text
        long position = stream.outbound().append(receipt.id(), 0, text, textBytes, true, receipt);
        if (position > 0) {
            sentByBoth.increment();
            if (hasPlace) {
                udp.offerCopy(text, receipt, position);
            }
        } else if (hasPlace) {
            udp.cancelReservation();
        }
        return refusal(position, receipt);
    }

    private @Nullable SendRefusedException fallBack(String text, int textBytes, ReceiptFuture receipt) {
        receipt.fallBack();
        SendRefusedException refusal = sendByTcp(text, textBytes, receipt);
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
        return position == Outbound.FULL ? Refusals.full() : null;
    }
}
