package io.tekcos.chat.folder;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Forces files to the disk, many at a time: the system does so for many about as fast as for one. All have the same threads; each has a
 * bound and a failure of its own. One thread at a time uses it; a few files are handed over together, for where nothing is slow but
 * waking a thread.
 */
final class Forcer implements Closeable {

    private static final int THREADS = 16;
    private static final int IDLE_SECONDS = 10;
    private static final int WAITING = 64; // of each
    private static final int TOGETHER = WAITING / THREADS;

    private static final Executor SHARED = threads();

    private final Semaphore room = new Semaphore(WAITING);
    private final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();
    private final List<FileChannel> next = new ArrayList<>();

    /** Forces a file, and closes it. */
    void force(FileChannel file) throws NotForcedException {
        next.add(file);
        if (next.size() == TOGETHER) {
            begin(List.copyOf(next));
            next.clear();
        }
        rethrow();
    }

    /** Waits for all. */
    void await() throws NotForcedException {
        awaitAll();
        room.release(WAITING);
        rethrow();
    }

    @Override
    public void close() throws NotForcedException {
        awaitAll();
        rethrow();
    }

    private void awaitAll() {
        next.forEach(file -> begin(List.of(file)));
        next.clear();
        room.acquireUninterruptibly(WAITING);
    }

    private void begin(List<FileChannel> files) {
        room.acquireUninterruptibly(files.size());
        SHARED.execute(() -> {
            try {
                files.forEach(this::forceNow);
            } finally {
                room.release(files.size());
            }
        });
    }

    private void forceNow(FileChannel file) {
        try (file) {
            file.force(true);
        } catch (IOException failed) {
            failure.compareAndSet(null, failed);
        }
    }

    private void rethrow() throws NotForcedException {
        IOException failed = failure.get();
        if (failed != null) {
            throw new NotForcedException(failed);
        }
    }

    /** They end when there is nothing to do for a while. */
    private static Executor threads() {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Forcer::daemon);
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    private static Thread daemon(Runnable run) {
        Thread thread = new Thread(run, "chat-force");
        thread.setDaemon(true);
        return thread;
    }
}
