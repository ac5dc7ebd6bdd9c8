package io.tekcos.chat.netty;

import io.tekcos.chat.journal.ServerJournal;
import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.protocol.SessionJournal;
import io.tekcos.chat.wire.Bytes32;
import java.util.List;

/** What a server keeps of one of its sessions: how far its listener has come, and nothing of what it sends. */
record SessionNotes(ServerJournal journal, SessionId session) implements SessionJournal {

    @Override
    public boolean keepsFrames() {
        return false;
    }

    @Override
    public void received(long position) {
        journal.received(session, position);
    }

    @Override
    public void begin(SessionId begun, Bytes32 secret) {}

    @Override
    public void established(long peerWindow) {}

    @Override
    public void attempt(int attempt) {}

    @Override
    public void appended(byte[] bytes, int offset, int length) {}

    @Override
    public void acknowledged(long position) {}

    @Override
    public void renewed(SessionId other, Bytes32 secret, List<byte[]> kept) {}

    @Override
    public void end() {}

    @Override
    public void close() {}
}
