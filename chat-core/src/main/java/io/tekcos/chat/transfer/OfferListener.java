package io.tekcos.chat.transfer;

import io.tekcos.chat.file.Offer;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who decides about offers.
 *
 * @param handler takes each, and may decide later
 * @param executor where it runs; null for the event loop
 */
public record OfferListener(
        Consumer<? super Offer> handler, @Nullable Executor executor) {

    void hear(Runnable hearing) {
        if (executor == null) {
            hearing.run();
        } else {
            executor.execute(hearing);
        }
    }
}
