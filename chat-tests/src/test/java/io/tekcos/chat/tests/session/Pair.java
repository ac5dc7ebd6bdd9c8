package io.tekcos.chat.tests.session;

import io.tekcos.chat.ChatClient;
import io.tekcos.chat.ChatServer;
import io.tekcos.chat.Session;
import io.tekcos.chat.SessionListener;
import io.tekcos.chat.model.Message;
import java.net.InetAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A server on loopback with one client, and what each of the two ends of their session heard. */
final class Pair implements AutoCloseable {

    static final String HOST = InetAddress.getLoopbackAddress().getHostAddress();

    /** A port, TCP and UDP, of a service that no machine has run for decades. */
    static final int NOBODY = 1;

    /** An executor that needs no end: each task has a thread of its own. */
    static final Executor THREADS = task -> new Thread(task, "listener").start();

    final Heard atServer = new Heard();
    final Heard atClient = new Heard();
    final ChatServer server;
    final Session client;
    private final CompletableFuture<Session> accepted = new CompletableFuture<>();

    Pair() {
        this(builder -> builder, builder -> builder);
    }

    Pair(UnaryOperator<ChatServer.Builder> forServer, UnaryOperator<ChatClient.Builder> forClient) {
        this(null, forServer, forClient);
    }

    /** With a listener for the server's end from the first event on, or null for {@link #atServer}. */
    Pair(
            @Nullable SessionListener listener,
            UnaryOperator<ChatServer.Builder> forServer,
            UnaryOperator<ChatClient.Builder> forClient) {
        server = forServer
                .apply(serverBuilder().onSession(session -> {
                    if (accepted.complete(session)) { // further sessions have no listener
                        session.listen(listener == null ? atServer : listener);
                    }
                }))
                .start();
        try {
            client = forClient.apply(ChatClient.builder().listener(atClient)).connect(HOST, server.tcpPort());
        } catch (RuntimeException e) {
            server.closeNow();
            throw e;
        }
    }

    /** With a listener for messages at the server's end. */
    static Pair hearing(BiConsumer<Session, Message> atServer) {
        return new Pair(Heard.onMessage(atServer), builder -> builder, builder -> builder);
    }

    /** A builder for a server on loopback with ports that the system chooses. */
    static ChatServer.Builder serverBuilder() {
        return ChatServer.builder().bindAddress(HOST).tcpPort(0).udpPort(0);
    }

    /** The server's end of the session. */
    Session accepted() {
        return Waiting.get(accepted);
    }

    /** Waits until both ends can send by UDP. */
    Pair udpUp() {
        Waiting.get(client.whenUdpUp());
        Waiting.get(accepted().whenUdpUp());
        return this;
    }

    @Override
    public void close() {
        client.closeNow();
        server.closeNow();
    }
}
