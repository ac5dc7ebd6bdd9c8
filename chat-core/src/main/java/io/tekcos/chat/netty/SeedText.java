package io.tekcos.chat.netty;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tekcos.chat.model.ChatException;
import io.tekcos.chat.wire.SharedText;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A text on its way to a seed peer, which is its bytes and nothing more, and perhaps somebody who awaits its fate. */
final class SeedText {

    private final byte[] utf8;
    private final @Nullable ReceiptFuture receipt;

    SeedText(byte[] utf8, @Nullable ReceiptFuture receipt) {
        this.utf8 = utf8;
        this.receipt = receipt;
    }

    /** A text that others are sent too, with its author's name before it: nothing else would tell who wrote it. */
    static byte[] line(SharedText text) {
        String line = text.author().isEmpty() ? text.text() : text.author() + ": " + text.text();
        return line.getBytes(UTF_8);
    }

    byte[] utf8() {
        return utf8;
    }

    /** Its id, if anybody awaits its fate. */
    Stream<Long> awaitedId() {
        return receipt == null ? Stream.empty() : Stream.of(receipt.id());
    }

    /** The network has taken it. */
    void sent() {
        if (receipt != null) {
            receipt.sent();
        }
    }

    /** It will not be sent, or nobody knows whether it was. */
    void fail(ChatException why) {
        if (receipt != null) {
            receipt.completeExceptionally(why);
        }
    }

    /** Runs what completes it on the session's loop. */
    void onLoop(Runnable completion) {
        if (receipt != null) {
            receipt.onLoop(completion);
        }
    }
}
