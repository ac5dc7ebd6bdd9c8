package io.tekcos.chat.protocol;

import io.tekcos.chat.model.RefusalCode;
import io.tekcos.chat.wire.Resume;
import org.jspecify.annotations.Nullable;

/**
 * Lets a server's session be taken over only by its client's latest attempt. An earlier one may come late, from a connection that
 * the client has long given up: what it brought would be heard twice.
 */
public final class Fence {

    private long latest;

    /**
     * Begins with a session.
     *
     * @param latest the attempt that came to nothing before the session was begun by the same connection; 0 if there was none
     */
    public Fence(long latest) {
        this.latest = latest;
    }

    /** Judges an attempt whose proof is good; returns why it is refused, or null if the session may go on by it. */
    public @Nullable RefusalCode judge(Resume resume, SessionStream<?> stream) {
        if (resume.attempt() <= latest) {
            return RefusalCode.SUPERSEDED;
        }
        latest = resume.attempt();
        return stream.canGoOnAfter(resume.received()) ? null : RefusalCode.IMPOSSIBLE_POSITION;
    }
}
