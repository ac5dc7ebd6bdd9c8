package io.tekcos.chat.cli;

import io.tekcos.chat.file.OfferedFiles;
import io.tekcos.chat.file.TransferResult;
import io.tekcos.chat.model.TransferId;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The one transfer that {@code receive --once} takes: the first, and that again if its sender was started anew. Any thread. */
final class OneTransfer {

    private final CompletableFuture<TransferResult> end = new CompletableFuture<>();
    private @Nullable TransferId id;
    private @Nullable CompletableFuture<TransferResult> latest;

    /** Whether it is this one, or could become it. */
    synchronized boolean isOrBecomes(OfferedFiles files) {
        return id == null || id.equals(files.id());
    }

    /** It is taken; it gives way to one of the same id. */
    synchronized void onTaken(OfferedFiles files, CompletableFuture<TransferResult> transfer) {
        id = files.id();
        latest = transfer;
        var unused = transfer.whenComplete((result, why) -> onEnd(transfer, result, why));
    }

    /** How it ends. */
    CompletableFuture<TransferResult> end() {
        return end;
    }

    private synchronized void onEnd(
            CompletableFuture<TransferResult> transfer, @Nullable TransferResult result, @Nullable Throwable why) {
        if (transfer != latest) {
            return;
        }
        if (result != null) {
            end.complete(result);
        } else if (why != null) {
            end.completeExceptionally(why);
        }
    }
}
