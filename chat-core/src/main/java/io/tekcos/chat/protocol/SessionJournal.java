package io.tekcos.chat.protocol;

import io.tekcos.chat.model.JournalException;
import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.wire.Bytes32;
import java.util.List;

/**
 * What a client's session has to remember to go on after its process was killed. Each method is called before that which it
 * records counts, and has remembered it when it returns; when it throws a {@link JournalException}, nothing of it is
 * remembered, and it must not count. Any thread may call any of them.
 *
 * <p>A {@link IllegalStateException} says that no session was begun, an {@link IllegalArgumentException} that a position was
 * never reached.
 */
public interface SessionJournal extends AutoCloseable {

    /** Remembers nothing. */
    SessionJournal NONE = new NoJournal();

    /** Whether frames are kept, so that a process to come can send them. */
    boolean keepsFrames();

    /**
     * A new session begins; called before its JOIN is written. Frames that the one before left unacknowledged stay, and take
     * the positions from 1 on; {@link #end} or {@link #renewed} before makes it begin without.
     */
    void begin(SessionId session, Bytes32 secret);

    /** WELCOME has come, with this window of the peer's. */
    void established(long peerWindow);

    /** A RESUME of this number will be written. */
    void attempt(int attempt);

    /** A sequenced frame takes the next position: all of it, from its length on. Called in the order of positions. */
    void appended(byte[] bytes, int offset, int length);

    /**
     * The listener has had everything up to this position; called before that is acknowledged, once for each
     * acknowledgement. One that is not above the last changes nothing.
     */
    void received(long position);

    /**
     * The peer has had everything up to this position. Nothing is promised by it: a failure of the disk is not reported,
     * and after a crash the peer may seem to have had less. One that is not above the last changes nothing.
     */
    void acknowledged(long position);

    /**
     * A new session takes the place of the one before; called before its JOIN is written. After a crash either the one or
     * the other is there, whole.
     *
     * @param attempt the last RESUME of it that was written; 0 if none was
     * @param kept whole sequenced frames; they take the positions from 1 on, and all others are forgotten
     */
    void renewed(SessionId session, Bytes32 secret, int attempt, List<byte[]> kept);

    /** The session is over, and nothing of it is needed any more. A new one may begin. */
    void end();

    /** Gives the file back; it stays as it is. */
    @Override
    void close();
}
