package io.tekcos.chat.netty;

import io.netty.channel.EventLoop;
import io.tekcos.chat.model.Receipt;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.model.SessionClosedException;
import io.tekcos.chat.model.Via;

/** What {@code send} returns: completed when the text's fate is known. */
final class ReceiptFuture extends LoopFuture<Receipt> {

    private final long id;

    ReceiptFuture(EventLoop loop, long id) {
        super(loop);
        this.id = id;
    }

    long id() {
        return id;
    }

    void delivered() {
        complete(new Receipt(id, Via.TCP, Receipt.Status.DELIVERED));
    }

    void sent() {
        complete(new Receipt(id, Via.UDP, Receipt.Status.SENT));
    }

    /** The session had closed before the text was accepted. */
    void refuse(SessionClosed closed) {
        completeExceptionally(new SessionClosedException(closed, false));
    }

    /** The session has closed before the text was acknowledged. */
    void unknown(SessionClosed closed) {
        completeExceptionally(new SessionClosedException(closed, true));
    }
}
