package io.tekcos.chat.protocol;

import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.wire.Bytes32;
import java.util.List;

/** Remembers nothing: the session dies with its process. What remembers a part of it begins here. */
public class NoJournal implements SessionJournal {

    @Override
    public boolean keepsFrames() {
        return false;
    }

    @Override
    public void begin(SessionId session, Bytes32 secret) {}

    @Override
    public void established(long peerWindow) {}

    @Override
    public void attempt(int attempt) {}

    @Override
    public void appended(byte[] bytes, int offset, int length) {}

    @Override
    public void received(long position) {}

    @Override
    public void acknowledged(long position) {}

    @Override
    public void renewed(SessionId session, Bytes32 secret, int attempt, List<byte[]> kept) {}

    @Override
    public void end() {}

    @Override
    public void close() {}
}
