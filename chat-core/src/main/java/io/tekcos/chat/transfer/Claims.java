package io.tekcos.chat.transfer;

import io.tekcos.chat.model.TransferId;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * What is received into which folder by the transfers of this process. A sender that was started again offers in another session what
 * the session before, which nobody has given up yet, still holds: that one gives way if it has no connection. Any thread.
 */
final class Claims {

    /** Those of this process. */
    static final Claims SHARED = new Claims();

    private final ConcurrentMap<Claim, IncomingTransfer> holders = new ConcurrentHashMap<>();

    private record Claim(Path folder, TransferId transfer) {}

    /** Claims it; the future completes, with nothing, once whoever had it has given way, or will not. */
    CompletableFuture<?> take(Path folder, TransferId transfer, IncomingTransfer by) {
        Claim claim = new Claim(folder, transfer);
        IncomingTransfer before = holders.putIfAbsent(claim, by);
        return before == null || before == by
                ? CompletableFuture.completedFuture(null)
                : before.giveWay().thenRun(() -> holders.putIfAbsent(claim, by));
    }

    /** Claims it no more, if it did. */
    void giveBack(Path folder, TransferId transfer, IncomingTransfer by) {
        holders.remove(new Claim(folder, transfer), by);
    }
}
