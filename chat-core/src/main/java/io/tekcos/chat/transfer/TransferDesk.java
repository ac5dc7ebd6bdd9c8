package io.tekcos.chat.transfer;

import io.netty.channel.Channel;
import io.tekcos.chat.file.SendOptions;
import io.tekcos.chat.file.Transfer;
import io.tekcos.chat.model.TransferException;
import io.tekcos.chat.model.TransferFault;
import io.tekcos.chat.model.TransferId;
import io.tekcos.chat.source.Source;
import io.tekcos.chat.wire.Cancel;
import io.tekcos.chat.wire.Offer;
import io.tekcos.chat.wire.TransferFrame;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The transfers of one session, whichever way they go. Its event loop only, unless it says otherwise. */
public final class TransferDesk {

    /** How many transfers of a session may be under way, those that wait for a decision included. */
    public static final int MOST = 32;

    private static final Logger LOG = LoggerFactory.getLogger(TransferDesk.class);

    private final TransferPort port;
    private final Map<TransferId, RunningTransfer> running = new HashMap<>();
    private @Nullable String ended;

    /** Creates one. */
    public TransferDesk(TransferPort port) {
        this.port = port;
    }

    /** Lists what is to be sent, offers it, and then completes the future. Any thread. */
    public void send(List<Path> roots, SendOptions options, CompletableFuture<Transfer> offered) {
        List<Path> paths = List.copyOf(roots);
        DiskThreads.shared().execute(() -> {
            try {
                Source source = Source.scan(paths);
                onLoop(() -> offer(source, paths, options, offered));
            } catch (RuntimeException why) {
                offered.completeExceptionally(why);
            }
        });
    }

    private void offer(Source source, List<Path> paths, SendOptions options, CompletableFuture<Transfer> offered) {
        TransferId id = source.id(options.key());
        TransferException refusal = refusal(id);
        if (refusal != null) {
            source.close();
            offered.completeExceptionally(refusal);
            return;
        }
        OutgoingTransfer transfer = new OutgoingTransfer(this, port, source, id, paths, options);
        running.put(id, transfer);
        port.tell(transfer.offer());
        transfer.step();
        offered.complete(transfer);
    }

    private @Nullable TransferException refusal(TransferId id) {
        if (ended != null) {
            return new TransferException(TransferFault.SESSION_ENDED, ended);
        }
        if (running.containsKey(id)) {
            return new TransferException(TransferFault.BUSY, "the same is on its way to this peer already");
        }
        return running.size() < MOST
                ? null
                : new TransferException(
                        TransferFault.BUSY, MOST + " transfers are under way: wait until one of them is over");
    }

    /** Takes what the peer says of a transfer. */
    public void onFrame(TransferFrame frame) {
        RunningTransfer known = running.get(frame.transfer());
        if (frame instanceof Offer offer) {
            if (known != null) {
                known.onSessionEnd("it is offered anew");
            }
            consider(offer);
        } else if (known != null) {
            known.onFrame(frame);
        } // else it was over here, and word of it is on its way
    }

    private void consider(Offer offer) {
        TransferFault fault = offer.fault();
        OfferListener listener = port.offerListener();
        if (fault != null) {
            decline(offer, fault, "");
        } else if (listener == null) {
            decline(offer, TransferFault.DECLINED, "this program takes no files");
        } else if (running.size() >= MOST) {
            decline(offer, TransferFault.BUSY, "");
        } else {
            IncomingTransfer transfer = new IncomingTransfer(this, port, offer);
            running.put(offer.transfer(), transfer);
            hear(listener, new Decision(transfer, port.loop()));
        }
    }

    private void decline(Offer offer, TransferFault why, String reason) {
        port.tell(new Cancel(offer.id(), why, reason));
    }

    private static void hear(OfferListener listener, Decision decision) {
        listener.hear(() -> {
            try {
                listener.handler().accept(decision);
            } catch (RuntimeException theirs) {
                LOG.error("Who decides about offers of files threw; this one is declined", theirs);
                decision.decline("");
            }
        });
    }

    /** Whether a transfer awaits a connection, or would take another one. */
    public boolean takesConnection(TransferId id) {
        RunningTransfer known = running.get(id);
        return known != null && known.takesConnection();
    }

    /** A connection is attached to a transfer that {@link #takesConnection}. */
    public void attach(TransferId id, Channel channel) {
        RunningTransfer known = running.get(id);
        if (known != null) {
            known.attach(channel);
        }
    }

    /** The peer's process is another than before. What was offered to that one on its way there is cancelled, too. */
    public void onForgotten() {
        List.copyOf(running.values())
                .forEach(transfer -> transfer.fail(
                        TransferFault.UNKNOWN,
                        "a program was started again meanwhile: send it again, and it goes on where it was"));
    }

    /** The session is over. */
    public void onSessionEnd(String why) {
        ended = why;
        endAll(why);
    }

    /** The peer knows nothing of the transfers any more: what they have come to stays, and can be offered again. */
    public void endAll(String why) {
        List.copyOf(running.values()).forEach(transfer -> transfer.onSessionEnd(why));
    }

    void forget(RunningTransfer transfer) {
        running.remove(transfer.offered().id(), transfer);
    }

    private void onLoop(Runnable task) {
        try {
            port.loop().execute(task);
        } catch (RejectedExecutionException loopHasEnded) {
            task.run(); // nothing runs there any more that could get in the way
        }
    }
}
