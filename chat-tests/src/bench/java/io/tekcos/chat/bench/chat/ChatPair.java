package io.tekcos.chat.bench.chat;

import io.tekcos.chat.ChatClient;
import io.tekcos.chat.ChatServer;
import io.tekcos.chat.Session;
import io.tekcos.chat.bench.loop.Carrier;
import io.tekcos.chat.bench.loop.Patience;
import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.Sending;
import io.tekcos.chat.model.SessionCounters;
import io.tekcos.chat.model.Via;
import java.net.InetAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * A session, seen from both its ends. Settings: none but the defaults, for that is what users get; listeners run on the
 * session's event loop. A text meant for UDP that would travel by TCP fails, and the session's own counters have to bear
 * out that each text went the way it was meant to.
 */
final class ChatPair implements AutoCloseable {

    private final Via via;
    private final ChatServer server;
    private final Session near;
    private final Session far;

    ChatPair(Carrier carrier, BiConsumer<Session, String> atNear, BiConsumer<Session, String> atFar) {
        via = carrier == Carrier.TCP ? Via.TCP : Via.UDP;
        CompletableFuture<Session> accepted = new CompletableFuture<>();
        String loopback = InetAddress.getLoopbackAddress().getHostAddress();
        server = ChatServer.builder()
                .bindAddress(loopback)
                .tcpPort(0)
                .udpPort(0)
                .onSession(accepted::complete)
                .start();
        near = ChatClient.connect(loopback, server.tcpPort());
        far = await(accepted);
        near.onMessage(message -> atNear.accept(near, checked(message)));
        far.onMessage(message -> atFar.accept(far, checked(message)));
        await(near.whenUdpUp());
        await(far.whenUdpUp());
    }

    Session near() {
        return near;
    }

    Session far() {
        return far;
    }

    ChatServer server() {
        return server;
    }

    /** A refusal is known at once, and must not pass unseen. */
    void send(Session from, String text) {
        requireAccepted(from.send(text, via, Fallback.NONE));
    }

    static void requireAccepted(Sending sending) {
        if (!sending.isAccepted()) {
            sending.join();
        }
    }

    /** Throws unless the sender's counters say that {@code texts} went by the one path and none by the other. */
    void requireSent(long texts) {
        SessionCounters counters = near.counters();
        long byTcp = counters.tcp().textsSent();
        long byUdp = counters.udp().textsSent();
        if ((via == Via.TCP ? byTcp : byUdp) != texts || byTcp + byUdp != texts) {
            throw new IllegalStateException("of " + texts + " texts for " + via + ": " + counters);
        }
    }

    static <T> T await(CompletableFuture<T> future) {
        return future.orTimeout(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS).join();
    }

    private String checked(Message message) {
        if (message.via() != via) {
            throw new IllegalStateException("meant for " + via + ", came by " + message.via());
        }
        return message.text();
    }

    @Override
    public void close() {
        near.close();
        server.close();
    }
}
