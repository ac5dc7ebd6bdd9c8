package io.tekcos.chat.tests.session;

import io.tekcos.chat.ChatClient;
import io.tekcos.chat.ChatServer;
import io.tekcos.chat.Session;
import io.tekcos.chat.model.PathState;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A server and one client whose two paths lead through a proxy and a relay, and what each end heard. */
final class Relayed implements AutoCloseable {

    final Heard atServer = new Heard();
    final Heard atClient = new Heard();
    final ChatServer server;
    final HoldingProxy proxy;
    final UdpRelay relay;
    final Session client;
    final Session accepted;

    /** One of the two directions: who sends, who hears, and what lies between them. */
    record Direction(
            Session from,
            Session to,
            Heard heard,
            HoldingProxy.Gate tcp,
            HoldingProxy.Gate answers,
            UdpRelay.Lane udp) {}

    Relayed() throws IOException {
        this(builder -> builder, builder -> builder, relay -> {});
    }

    Relayed(
            UnaryOperator<ChatServer.Builder> forServer,
            UnaryOperator<ChatClient.Builder> forClient,
            Consumer<UdpRelay> beforehand)
            throws IOException {
        CompletableFuture<Session> first = new CompletableFuture<>();
        server = forServer
                .apply(Pair.serverBuilder().onSession(session -> {
                    session.listen(atServer);
                    first.complete(session);
                }))
                .start();
        proxy = new HoldingProxy(server.tcpPort());
        relay = new UdpRelay(server.udpPort());
        beforehand.accept(relay);
        client = forClient
                .apply(ChatClient.builder().listener(atClient).udpPort(relay.port()))
                .connect(Pair.HOST, proxy.port());
        accepted = Waiting.get(first);
    }

    /** Waits until both ends can send by UDP. */
    Relayed udpUp() {
        Waiting.get(client.whenUdpUp());
        Waiting.get(accepted.whenUdpUp());
        return this;
    }

    /** Waits until both ends have said so. */
    void awaitUdp(PathState state) {
        Waiting.until("the client is " + state, () -> client.udp() == state);
        Waiting.until("the server is " + state, () -> accepted.udp() == state);
    }

    Direction toServer() {
        return new Direction(client, accepted, atServer, proxy.toServer, proxy.toClient, relay.toServer);
    }

    Direction toClient() {
        return new Direction(accepted, client, atClient, proxy.toClient, proxy.toServer, relay.toClient);
    }

    @Override
    public void close() {
        client.closeNow();
        server.closeNow();
        relay.close();
        try {
            proxy.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
