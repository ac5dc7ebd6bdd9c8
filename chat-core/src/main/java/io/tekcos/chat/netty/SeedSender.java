package io.tekcos.chat.netty;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.channel.EventLoop;
import io.tekcos.chat.model.ChatException;
import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.PathState;
import io.tekcos.chat.model.SendRefusedException;
import io.tekcos.chat.model.SessionClosedException;
import io.tekcos.chat.model.Via;
import io.tekcos.chat.wire.SharedText;
import io.tekcos.chat.wire.Utf8;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Accepts a seed session's texts, each for the path it can take. Any thread. */
final class SeedSender {

    private final EventLoop loop;
    private final SeedOutput output;
    private final SeedDatagrams datagrams;
    private final AtomicLong nextTextId =
            new AtomicLong(ThreadLocalRandom.current().nextLong() >>> 1);

    SeedSender(EventLoop loop, SeedOutput output, SeedDatagrams datagrams) {
        this.loop = loop;
        this.output = output;
        this.datagrams = datagrams;
    }

    ReceiptFuture send(String text, Via via, Fallback fallback) {
        ReceiptFuture receipt = new ReceiptFuture(loop, nextTextId.getAndIncrement(), via);
        int bytes = Outgoing.sizeOf(text);
        return isUnfit(bytes) ? refused(receipt, Refusals.unfit(bytes)) : send(text.getBytes(UTF_8), receipt, fallback);
    }

    /** Sends a text that others are sent too. */
    ReceiptFuture send(SharedText text, Via via, Fallback fallback) {
        ReceiptFuture receipt = new ReceiptFuture(loop, text.id(), via);
        return isUnfit(text.bytes())
                ? refused(receipt, Refusals.unfit(text.bytes()))
                : send(SeedText.line(text), receipt, fallback);
    }

    /** Sends a text whose fate nobody awaits, by the path given or by TCP; returns false if too much waits. */
    boolean relay(SharedText shared, Via via) {
        SeedText text = new SeedText(SeedText.line(shared), null);
        if (canTake(via, text) && datagrams.tryOffer(text)) {
            return true;
        }
        SeedOutput.Offer offer = output.offer(text);
        if (via != Via.TCP && offer == SeedOutput.Offer.ACCEPTED) {
            datagrams.onFallback();
        }
        return offer != SeedOutput.Offer.FULL;
    }

    private static boolean isUnfit(int bytes) {
        return bytes == Utf8.NOT_UNICODE || bytes > Limits.MAX_TEXT_BYTES;
    }

    private static ReceiptFuture refused(ReceiptFuture receipt, ChatException why) {
        receipt.refuse(why);
        return receipt;
    }

    private ReceiptFuture send(byte[] utf8, ReceiptFuture receipt, Fallback fallback) {
        SendRefusedException refusal = trySend(new SeedText(utf8, receipt), receipt, fallback);
        return refusal == null ? receipt : refused(receipt, refusal);
    }

    private @Nullable SendRefusedException trySend(SeedText text, ReceiptFuture receipt, Fallback fallback) {
        Via via = receipt.via();
        if (via == Via.TCP) {
            return sendByTcp(text, receipt);
        }
        if (canTake(via, text)) {
            return datagrams.tryOffer(text) ? null : Refusals.udpFull();
        }
        if (fallback == Fallback.NONE && output.closed() == null) {
            return whyNot(via, text);
        }
        receipt.fallBack();
        SendRefusedException refusal = sendByTcp(text, receipt);
        if (refusal == null && receipt.isAccepted()) {
            datagrams.onFallback();
        }
        return refusal;
    }

    private boolean canTake(Via via, SeedText text) {
        return via == Via.UDP
                && text.utf8().length <= Limits.MAX_SEED_DATAGRAM_TEXT_BYTES
                && datagrams.state() == PathState.UP;
    }

    private SendRefusedException whyNot(Via via, SeedText text) {
        int bytes = text.utf8().length;
        if (via == Via.BOTH) {
            return Refusals.bothToSeedPeer();
        }
        return bytes > Limits.MAX_SEED_DATAGRAM_TEXT_BYTES
                ? Refusals.tooLongForDatagram(bytes, Limits.MAX_SEED_DATAGRAM_TEXT_BYTES)
                : Refusals.udpNotUp(datagrams.state());
    }

    private @Nullable SendRefusedException sendByTcp(SeedText text, ReceiptFuture receipt) {
        return switch (output.offer(text)) {
            case ACCEPTED -> null;
            case FULL -> {
                receipt.findLogFull();
                yield Refusals.full();
            }
            case CLOSED -> {
                receipt.refuse(new SessionClosedException(Objects.requireNonNull(output.closed()), false));
                yield null;
            }
        };
    }
}
