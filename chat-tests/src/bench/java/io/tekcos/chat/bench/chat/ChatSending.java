package io.tekcos.chat.bench.chat;

import io.tekcos.chat.bench.loop.Patience;
import io.tekcos.chat.file.ReceivePolicy;
import io.tekcos.chat.file.SendOptions;
import io.tekcos.chat.file.Transfer;
import io.tekcos.chat.file.TransferResult;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Files on their way from the near session to the far one, one after the other. */
final class ChatSending {

    private final ChatPair pair;
    private final BlockingQueue<Transfer> incoming = new LinkedBlockingQueue<>();
    private CompletableFuture<TransferResult> sent = new CompletableFuture<>();
    private long begun;

    ChatSending(ChatPair pair) {
        this.pair = pair;
    }

    void begin(Path what, Path folder, long bytesPerSecond) {
        pair.far().onOffer(offer -> incoming.add(offer.accept(ReceivePolicy.into(folder))));
        begun = System.nanoTime();
        sent = pair.near()
                .sendFiles(List.of(what), SendOptions.DEFAULT.withBytesPerSecond(bytesPerSecond))
                .thenCompose(Transfer::whenDone);
    }

    boolean isOver() {
        return sent.isDone();
    }

    /** Waits until both ends have it; they must have the same digest. Returns the nanoseconds it took. */
    long end() {
        TransferResult there = take(sent);
        TransferResult here = take(incoming.remove().whenDone());
        long nanos = System.nanoTime() - begun;
        if (!there.digest().equals(here.digest())) {
            throw new IllegalStateException("the two ends have different digests");
        }
        return nanos;
    }

    private static <T> T take(CompletableFuture<T> future) {
        return future.orTimeout(3 * Patience.LIMIT.toSeconds(), TimeUnit.SECONDS)
                .join();
    }
}
