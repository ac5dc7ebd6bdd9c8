package io.tekcos.chat.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/** What has become of a future that must be done by now. */
final class Futures {

    private Futures() {}

    /** Why it failed. */
    static Throwable failure(CompletableFuture<?> future) {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        future.whenComplete((value, why) -> failure.set(why));
        assertThat(failure.get()).as("why %s failed", future).isNotNull();
        return failure.get();
    }

    /** Why it failed, which is of this type. */
    static <E extends Throwable> E failure(CompletableFuture<?> future, Class<E> type) {
        Throwable failure = failure(future);
        assertThat(failure).isInstanceOf(type);
        return type.cast(failure);
    }
}
