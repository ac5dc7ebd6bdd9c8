package io.tekcos.chat.netty;

import io.netty.channel.EventLoop;
import io.tekcos.chat.model.ChatException;
import io.tekcos.chat.model.Receipt;
import io.tekcos.chat.model.Sending;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.model.SessionClosedException;
import io.tekcos.chat.model.Via;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What {@code send} returns: completed when the text's fate is known, and not to be waited for on the event loop. */
final class ReceiptFuture extends Sending {

    private final EventLoop loop;
    private final long id;
    private Via via;
    private boolean accepted = true;
    private boolean foundLogFull;
    private boolean copyGone;

    ReceiptFuture(EventLoop loop, long id, Via via) {
        this.loop = loop;
        this.id = id;
        this.via = via;
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public Via via() {
        return via;
    }

    @Override
    public boolean isAccepted() {
        return accepted;
    }

    /** The text takes the other path; said before anybody else can see this. */
    void fallBack() {
        via = Via.TCP;
    }

    /** Runs what completes this on the session's loop. */
    void onLoop(Runnable completion) {
        if (loop.inEventLoop() || loop.isShuttingDown()) {
            completion.run();
        } else {
            loop.execute(completion);
        }
    }

    void delivered() {
        complete(new Receipt(id, via, Receipt.Status.DELIVERED));
    }

    void sent() {
        complete(new Receipt(id, via, Receipt.Status.SENT));
    }

    /** The peer is a whole window behind; said before anybody else can see this. */
    void findLogFull() {
        foundLogFull = true;
    }

    /** Whether the text was not accepted because the peer is a whole window behind. */
    boolean foundLogFull() {
        return foundLogFull;
    }

    /** The text is not accepted; said before anybody else can see this. */
    void refuse(ChatException why) {
        accepted = false;
        completeExceptionally(why);
    }

    /** A copy of the text has left by UDP. Event loop only. */
    void onCopyGone() {
        copyGone = true;
    }

    boolean isCopyGone() {
        return copyGone;
    }

    /** The session has closed, and the text was certainly not delivered. */
    void undelivered(SessionClosed closed) {
        completeExceptionally(new SessionClosedException(closed, false));
    }

    /** The session has closed, and the text is in the outbox. */
    void kept(SessionClosed closed) {
        completeExceptionally(SessionClosedException.keeping(closed));
    }

    /** The session has closed before the text was acknowledged. */
    void unknown(SessionClosed closed) {
        completeExceptionally(new SessionClosedException(closed, true));
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new LoopFuture<>(loop);
    }

    @Override
    public Receipt join() {
        LoopFuture.requireMayWait(this, loop);
        return super.join();
    }

    @Override
    public Receipt get() throws InterruptedException, ExecutionException {
        LoopFuture.requireMayWait(this, loop);
        return super.get();
    }

    @Override
    public Receipt get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        LoopFuture.requireMayWait(this, loop);
        return super.get(timeout, unit);
    }
}
