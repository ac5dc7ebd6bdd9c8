package io.tekcos.chat.transfer;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads that read, write and hash for all transfers of a JVM, one for each processor; they are daemons. */
final class DiskThreads {

    private static final long IDLE_SECONDS = 10;

    private DiskThreads() {}

    static Executor shared() {
        return Shared.POOL;
    }

    /** Made with the first transfer. */
    private static final class Shared {
        static final Executor POOL = newPool();

        private static Executor newPool() {
            int threads = Math.max(2, Runtime.getRuntime().availableProcessors());
            ThreadPoolExecutor pool = new ThreadPoolExecutor(
                    threads, threads, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                        Thread thread = new Thread(task, "chat-disk");
                        thread.setDaemon(true);
                        return thread;
                    });
            pool.allowCoreThreadTimeOut(true);
            return pool;
        }
    }
}
