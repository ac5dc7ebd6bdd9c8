package io.tekcos.chat.protocol;

import io.tekcos.chat.model.RefusalCode;
import io.tekcos.chat.wire.Resume;
import org.jspecify.annotations.Nullable;

/**
 * Lets a server's session be taken over only by its client's latest attempt. An earlier one may come late, from a connection that
 * the client has long given up: what it brought would be heard twice. Nor is it taken over more often than any client that keeps
 * to its {@link Backoff} could ask for: each time costs a replay.
 */
public final class Fence {

    private static final int ATTEMPTS_PER_SECOND = 16; // who leaves out half of the shortest wait makes 10

    private long latest;
    private @Nullable RateLimit rate; // most sessions never lose a connection

    /**
     * Begins with a session.
     *
     * @param latest the attempt that came to nothing before the session was begun by the same connection; 0 if there was none
     */
    public Fence(long latest) {
        this.latest = latest;
    }

    /** Judges an attempt whose proof is good; returns why it is refused, or null if the session may go on by it. */
    public @Nullable RefusalCode judge(Resume resume, SessionStream<?> stream, long now) {
        if (resume.attempt() <= latest) {
            return RefusalCode.SUPERSEDED;
        }
        latest = resume.attempt();
        if (!stream.canGoOnAfter(resume.received())) {
            return RefusalCode.IMPOSSIBLE_POSITION;
        }
        return rate(now).tryAcquire(now) ? null : RefusalCode.BUSY;
    }

    private RateLimit rate(long now) {
        if (rate == null) {
            rate = new RateLimit(ATTEMPTS_PER_SECOND, now);
        }
        return rate;
    }
}
