package io.tekcos.chat.netty;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Calls a session when something is due. It is set anew only when something is due earlier than it rings: what has become due
 * later is found out by ringing in vain, which costs less than to cancel a timer with every datagram.
 */
final class SessionTimer {

    private final EventLoop loop;
    private final Runnable task;
    private @Nullable Future<?> scheduled;
    private long rings;

    SessionTimer(EventLoop loop, Runnable task) {
        this.loop = loop;
        this.task = task;
    }

    /** Makes sure that it rings so soon, in nanoseconds; the greatest number is never. */
    void arm(long now, long until) {
        if (until == Long.MAX_VALUE || (scheduled != null && now + until - rings >= 0)) {
            return;
        }
        cancel();
        rings = now + until;
        scheduled = loop.schedule(this::ring, Math.max(0, until), TimeUnit.NANOSECONDS);
    }

    void cancel() {
        if (scheduled != null) {
            scheduled.cancel(false);
            scheduled = null;
        }
    }

    private void ring() {
        scheduled = null;
        task.run();
    }
}
