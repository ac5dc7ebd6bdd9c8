package io.tekcos.chat.transfer;

import io.netty.channel.EventLoop;
import io.tekcos.chat.file.Offer;
import io.tekcos.chat.file.OfferedFiles;
import io.tekcos.chat.file.ReceivePolicy;
import io.tekcos.chat.file.Transfer;
import io.tekcos.chat.model.TransferException;
import io.tekcos.chat.model.TransferFault;
import java.util.concurrent.CompletableFuture;

/** What somebody decides about an offer, once. */
final class Decision implements Offer {

    private final IncomingTransfer transfer;
    private final EventLoop loop;
    private boolean accepted;
    private boolean declined;

    Decision(IncomingTransfer transfer, EventLoop loop) {
        this.transfer = transfer;
        this.loop = loop;
    }

    @Override
    public OfferedFiles files() {
        return transfer.offered();
    }

    @Override
    public synchronized Transfer accept(ReceivePolicy policy) {
        if (declined) {
            throw new IllegalStateException("The offer was declined");
        }
        if (!accepted) {
            accepted = true;
            loop.execute(() -> transfer.accept(policy));
        }
        return transfer;
    }

    @Override
    public synchronized void decline(String reason) {
        if (!accepted && !declined) {
            declined = true;
            loop.execute(() -> transfer.fail(TransferFault.DECLINED, reason));
        }
    }

    @Override
    public CompletableFuture<TransferException> whenWithdrawn() {
        CompletableFuture<TransferException> withdrawn = new CompletableFuture<>();
        var unused = transfer.whenDone().whenComplete((result, failed) -> {
            if (isOpen() && failed != null && failed.getCause() instanceof TransferException why) {
                withdrawn.complete(why);
            }
        });
        return withdrawn;
    }

    private synchronized boolean isOpen() {
        return !accepted && !declined;
    }
}
