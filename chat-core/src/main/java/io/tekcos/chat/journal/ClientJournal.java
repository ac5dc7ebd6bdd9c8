package io.tekcos.chat.journal;

import io.tekcos.chat.model.Durability;
import io.tekcos.chat.model.JournalException;
import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.protocol.SessionJournal;
import io.tekcos.chat.wire.Bytes32;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The journal of the sessions with one server: one file, one session at a time. A text costs one write to the file, and no
 * memory. When the file has grown to 4 MiB, and twice as large as it needed to be, it is written anew, with what still counts,
 * by whoever calls then.
 */
public final class ClientJournal implements SessionJournal {

    private static final long REWRITE_ABOVE = 4 * 1024 * 1024;

    private final RecordLog log;
    private final ClientState state;
    private long framesInLog;
    private boolean acknowledgementIsMissing; // from the log

    /**
     * A journal, and what it held.
     *
     * @param saved the session to go on with; null if there is none
     * @param tornBytes what a crash left of a record that did not count yet, and is gone now
     */
    public record Opened(ClientJournal journal, @Nullable SavedSession saved, long tornBytes) {}

    private ClientJournal(RecordLog log, ClientReader reader) {
        this.log = log;
        state = reader.state();
        framesInLog = reader.frames();
    }

    /**
     * Opens the journal of the sessions with a server, or makes it.
     *
     * @param directory where it stands; made if it is missing
     * @param host the server's name or address, as its user writes it
     * @param tcpPort 1 to 65535
     * @throws JournalException if it cannot be used; the file is then as it was
     */
    public static Opened open(Disk disk, Path directory, String host, int tcpPort, Durability durability) {
        return open(disk, directory.resolve(PeerFileName.of(host, tcpPort)), durability, REWRITE_ABOVE);
    }

    static Opened open(Disk disk, Path file, Durability durability, long rewriteAbove) {
        ClientReader reader = new ClientReader();
        RecordLog log = RecordLog.open(disk, file, ClientRecords.KIND, durability, rewriteAbove, reader);
        return new Opened(new ClientJournal(log, reader), reader.saved(), log.tornBytes());
    }

    @Override
    public boolean keepsFrames() {
        return true;
    }

    @Override
    public synchronized void begin(SessionId session, Bytes32 secret) {
        if (acknowledgementIsMissing) {
            append(
                    ClientRecords.ACKNOWLEDGED,
                    ClientRecords.number(state.acknowledged())); // or they would be taken over
            acknowledgementIsMissing = false;
        }
        append(ClientRecords.SESSION, ClientRecords.session(session, secret, 0, 0, 0, 0));
        state.begin(session, secret);
    }

    @Override
    public synchronized void established(long peerWindow) {
        requireBegun();
        append(ClientRecords.ESTABLISHED, ClientRecords.number(peerWindow));
        state.established(peerWindow);
    }

    @Override
    public synchronized void attempt(int attempt) {
        requireBegun();
        append(ClientRecords.ATTEMPT, ClientRecords.attempt(attempt));
        state.attempt(attempt);
    }

    @Override
    public synchronized void appended(byte[] bytes, int offset, int length) {
        requireBegun();
        requireFrame(length);
        log.append(ClientRecords.APPENDED, bytes, offset, length);
        state.appended(1);
        framesInLog++;
        rewriteIfLarge();
    }

    @Override
    public synchronized void received(long position) {
        requireBegun();
        if (position > state.received()) {
            append(ClientRecords.RECEIVED, ClientRecords.number(position));
            state.received(position);
            rewriteIfLarge();
        }
    }

    @Override
    public synchronized void acknowledged(long position) {
        requireBegun();
        if (!state.hasReached(position)) {
            throw new IllegalArgumentException("position " + position + " was never appended");
        }
        if (position > state.acknowledged()) {
            noteAcknowledged(position);
            state.acknowledged(position);
            rewriteIfLarge();
        }
    }

    @Override
    public synchronized void renewed(SessionId session, Bytes32 secret, int attempt, List<byte[]> kept) {
        kept.forEach(frame -> requireFrame(frame.length));
        log.replace(sink -> {
            sink.add(ClientRecords.SESSION, ClientRecords.session(session, secret, attempt, 0, 0, 0));
            for (byte[] frame : kept) {
                sink.add(ClientRecords.APPENDED, frame);
            }
        });
        state.end();
        state.begin(session, secret);
        state.attempt(attempt);
        state.appended(kept.size());
        onlyLiveFramesAreInLog();
    }

    @Override
    public synchronized void end() {
        log.clear();
        state.end();
        onlyLiveFramesAreInLog();
    }

    @Override
    public synchronized void close() {
        log.close();
    }

    private void append(int type, byte[] body) {
        log.append(type, body, 0, body.length);
    }

    private void noteAcknowledged(long position) {
        try {
            log.note(ClientRecords.ACKNOWLEDGED, ClientRecords.number(position));
            acknowledgementIsMissing = false;
        } catch (JournalException untilTheNext) {
            acknowledgementIsMissing = true; // after a crash the session sends again what the peer has
        }
    }

    private void rewriteIfLarge() {
        if (log.rewriteIfLarge(this::writeLive)) {
            onlyLiveFramesAreInLog();
        }
    }

    private void onlyLiveFramesAreInLog() {
        framesInLog = state.unacknowledged();
        acknowledgementIsMissing = false;
    }

    /** The frames that still count are the last of those in the log. */
    private void writeLive(RecordSink sink) throws IOException {
        long live = state.unacknowledged();
        byte[] session = state.toRecord();
        if (session != null) {
            sink.add(ClientRecords.SESSION, session);
        }
        log.read(new LiveFrames(framesInLog - live, sink));
    }

    private void requireBegun() {
        if (!state.hasBegun()) {
            throw new IllegalStateException("no session has begun");
        }
    }

    private static void requireFrame(int length) {
        if (length < 1 || length > RecordBuffer.MAX_BODY) {
            throw new IllegalArgumentException("a frame of " + length + " bytes");
        }
    }
}
