package io.tekcos.chat.netty;

import io.netty.channel.EventLoop;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A future that a session's event loop completes. To wait for it on that very thread would wait for ever, so that throws; the
 * same holds for the futures derived from it.
 */
final class LoopFuture<T> extends CompletableFuture<T> {

    private final EventLoop loop;

    LoopFuture(EventLoop loop) {
        this.loop = loop;
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new LoopFuture<>(loop);
    }

    @Override
    public T join() {
        requireMayWait(this, loop);
        return super.join();
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
        requireMayWait(this, loop);
        return super.get();
    }

    @Override
    public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        requireMayWait(this, loop);
        return super.get(timeout, unit);
    }

    static void requireMayWait(CompletableFuture<?> future, EventLoop loop) {
        if (!future.isDone() && loop.inEventLoop()) {
            throw new IllegalStateException("Waiting for a session on its own thread would never end:"
                    + " use thenAccept, or give the session an executor for its listeners");
        }
    }
}
