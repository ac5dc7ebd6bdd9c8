package io.tekcos.chat.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tekcos.chat.model.JournalException;
import io.tekcos.chat.model.JournalException.Reason;
import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.wire.Bytes32;
import io.tekcos.chat.wire.Text;
import java.util.List;

/** Writes down what it is told, in words, among what else is written to the same list; or fails at a call. */
final class RecordingJournal implements SessionJournal {

    private final List<String> log;
    private String broken = "";

    RecordingJournal(List<String> log) {
        this.log = log;
    }

    /** Every call of this name fails from now on. */
    void failAt(String call) {
        broken = call;
    }

    @Override
    public boolean keepsFrames() {
        return true;
    }

    @Override
    public void begin(SessionId session, Bytes32 secret) {
        note("begin", "");
    }

    @Override
    public void established(long peerWindow) {
        note("established", "");
    }

    @Override
    public void attempt(int attempt) {
        note("attempt", " " + attempt);
    }

    @Override
    public void appended(byte[] bytes, int offset, int length) {
        note("appended", " " + new String(bytes, offset + Text.OVERHEAD, length - Text.OVERHEAD, UTF_8));
    }

    @Override
    public void received(long position) {
        note("received", " " + position);
    }

    @Override
    public void acknowledged(long position) {
        note("acknowledged", " " + position);
    }

    @Override
    public void renewed(SessionId session, Bytes32 secret, int attempt, List<byte[]> kept) {
        note("renewed", " with " + kept.size());
    }

    @Override
    public void end() {
        note("end", "");
    }

    @Override
    public void close() {
        log.add("closed");
    }

    private void note(String call, String what) {
        if (call.equals(broken)) {
            throw new JournalException(Reason.STORAGE, "no room", null);
        }
        log.add(call + what);
    }
}
