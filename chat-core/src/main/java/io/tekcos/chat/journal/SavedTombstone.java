package io.tekcos.chat.journal;

import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.wire.Bytes32;
import java.time.Instant;

/**
 * A session that has ended at a server.
 *
 * @param session its name
 * @param secret its secret
 * @param acknowledged how far the listener has had what the client sent
 * @param exact whether no further than that; false if the server was killed meanwhile: then the listener may also have had
 *     what came with one read after it
 * @param ended when it ended; if the server was killed, when it was started again
 */
public record SavedTombstone(SessionId session, Bytes32 secret, long acknowledged, boolean exact, Instant ended) {}
