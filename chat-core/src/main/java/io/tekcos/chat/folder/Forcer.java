package io.tekcos.chat.folder;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Forces files to the disk, many at a time: the system does so for many about as fast as for one. One thread at a time uses it; a few
 * files are handed over together, for where nothing is slow but waking a thread.
 */
final class Forcer implements Closeable {

    private static final int THREADS = 16;
    private static final int WAITING = 64;
    private static final int TOGETHER = WAITING / THREADS;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, Forcer::daemon);
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
        threads.shutdown();
        rethrow();
    }

    private void awaitAll() {
        next.forEach(file -> begin(List.of(file)));
        next.clear();
        room.acquireUninterruptibly(WAITING);
    }

    private void begin(List<FileChannel> files) {
        room.acquireUninterruptibly(files.size());
        threads.execute(() -> {
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

    private static Thread daemon(Runnable run) {
        Thread thread = new Thread(run, "chat-force");
        thread.setDaemon(true);
        return thread;
    }
}
