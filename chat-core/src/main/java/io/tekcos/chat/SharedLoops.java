package io.tekcos.chat;

import io.netty.channel.EventLoopGroup;
import io.tekcos.chat.netty.Transport;
import org.jspecify.annotations.Nullable;

/** The event loops that all clients of a JVM share, started with the first of them; their threads are daemons. */
record SharedLoops(Transport transport, EventLoopGroup group) {

    private static @Nullable SharedLoops shared;

    static synchronized SharedLoops get() {
        if (shared == null) {
            Transport transport = Transport.best();
            int threads = Runtime.getRuntime().availableProcessors();
            shared = new SharedLoops(transport, transport.newGroup(threads, "chat-client", true));
        }
        return shared;
    }

    /** The caller is about to wait for what these loops have to do. */
    void requireNotOnLoop() {
        for (var loop : group) {
            if (loop.inEventLoop()) {
                throw new IllegalStateException("Connecting on a client's own thread could wait for itself for ever:"
                        + " use connectAsync, or give the session an executor for its listeners");
            }
        }
    }
}
