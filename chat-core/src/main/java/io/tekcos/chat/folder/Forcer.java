package io.tekcos.chat.folder;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Forces files to the disk, many at a time: the system does so for many about as fast as for one. */
final class Forcer implements Closeable {

    private static final int THREADS = 16;
    private static final int WAITING = 64;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, Forcer::daemon);
    private final Semaphore room = new Semaphore(WAITING);
    private final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();

    /** Forces a file, and closes it. */
    void force(FileChannel file) throws IOException {
        room.acquireUninterruptibly();
        threads.execute(() -> {
            try (file) {
                file.force(true);
            } catch (IOException failed) {
                failure.compareAndSet(null, failed);
            } finally {
                room.release();
            }
        });
        rethrow();
    }

    /** Waits for all. */
    void await() throws IOException {
        room.acquireUninterruptibly(WAITING);
        room.release(WAITING);
        rethrow();
    }

    @Override
    public void close() {
        room.acquireUninterruptibly(WAITING);
        threads.shutdown();
    }

    private void rethrow() throws IOException {
        IOException failed = failure.get();
        if (failed != null) {
            throw new IOException(failed.getMessage(), failed);
        }
    }

    private static Thread daemon(Runnable run) {
        Thread thread = new Thread(run, "chat-force");
        thread.setDaemon(true);
        return thread;
    }
}
