package io.tekcos.chat.netty;

import io.tekcos.chat.journal.ServerJournal;
import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.protocol.NoJournal;

/** What a server keeps of one of its sessions: how far its listener has come, and nothing of what it sends. */
final class SessionNotes extends NoJournal {

    private final ServerJournal journal;
    private final SessionId session;

    SessionNotes(ServerJournal journal, SessionId session) {
        this.journal = journal;
        this.session = session;
    }

    @Override
    public void received(long position) {
        journal.received(session, position);
    }
}
