package io.tekcos.chat.journal;

import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.wire.Bytes32;
import java.util.List;

/**
 * What a client's journal holds when it is opened.
 *
 * @param session the session's name
 * @param secret its secret
 * @param lastAttempt the number of the last RESUME that may have been written; 0 if there was none
 * @param received how far the listener has had what the server sent
 * @param acknowledged how far the server has had what was sent to it, or further
 * @param peerWindow the server's window in bytes; 0 if no WELCOME came
 * @param frames the sequenced frames that are not acknowledged, whole; the first has the position after {@code acknowledged}
 */
public record SavedSession(
        SessionId session,
        Bytes32 secret,
        int lastAttempt,
        long received,
        long acknowledged,
        long peerWindow,
        List<byte[]> frames) {}
