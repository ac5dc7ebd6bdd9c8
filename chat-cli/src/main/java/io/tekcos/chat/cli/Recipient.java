package io.tekcos.chat.cli;

import io.tekcos.chat.Session;
import io.tekcos.chat.file.SendOptions;
import io.tekcos.chat.file.Transfer;
import io.tekcos.chat.model.SessionId;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Somebody to whom files can be sent.
 *
 * @param session the session with him
 * @param name what he is called
 * @param courier how they are sent
 */
record Recipient(SessionId session, String name, Courier courier) {

    /** Sends files. */
    @FunctionalInterface
    interface Courier {
        CompletableFuture<Transfer> send(List<Path> paths, SendOptions options);
    }

    static Recipient of(Session session, String name) {
        return new Recipient(session.id(), name, session::sendFiles);
    }
}
