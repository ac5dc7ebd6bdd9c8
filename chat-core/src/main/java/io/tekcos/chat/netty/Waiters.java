package io.tekcos.chat.netty;

import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.model.SessionClosedException;
import java.util.ArrayList;
import java.util.List;

/** Futures that wait for the same thing; on the event loop only. What hangs on one may add another while they complete. */
final class Waiters {

    private List<LoopFuture<Void>> futures = new ArrayList<>(0);

    void add(LoopFuture<Void> future) {
        futures.add(future);
    }

    void complete() {
        take().forEach(future -> future.complete(null));
    }

    void fail(SessionClosed how) {
        take().forEach(future -> future.completeExceptionally(new SessionClosedException(how, false)));
    }

    private List<LoopFuture<Void>> take() {
        List<LoopFuture<Void>> taken = futures;
        if (!taken.isEmpty()) {
            futures = new ArrayList<>(0);
        }
        return taken;
    }
}
