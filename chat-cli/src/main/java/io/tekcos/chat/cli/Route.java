package io.tekcos.chat.cli;

import io.tekcos.chat.model.SessionClosed;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * A session by which files are sent.
 *
 * @param to who is at its other end
 * @param whenClosed how it ends
 * @param lastConnected when it last had a connection, in nanoseconds of the program's clock
 */
record Route(Recipient to, CompletableFuture<SessionClosed> whenClosed, LongSupplier lastConnected) {}
