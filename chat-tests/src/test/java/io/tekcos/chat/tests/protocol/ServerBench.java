package io.tekcos.chat.tests.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.ChatServer;
import io.tekcos.chat.Room;
import io.tekcos.chat.Session;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.RefusalCode;
import io.tekcos.chat.testing.document.Block;
import io.tekcos.chat.testing.document.Example;
import io.tekcos.chat.testing.document.Party;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A real server, with or without a room, and raw sockets for its clients. */
final class ServerBench extends Bench {

    private final CompletableFuture<Session> session = new CompletableFuture<>();
    private final @Nullable Room room;
    private final ChatServer server;

    ServerBench(boolean keepsRoom) {
        room = keepsRoom ? new Room("bob") : null;
        server = ChatServer.builder()
                .bindAddress(LOOPBACK.getHostAddress())
                .tcpPort(0)
                .udpPort(0)
                .name("bob")
                .limits(Limits.builder().halfOpenPerAddress(1).build())
                .onSession(this::onSession)
                .start();
        keep(server::closeNow);
    }

    @Override
    Party program() {
        return Party.SERVER;
    }

    @Override
    Session session() throws Exception {
        return session.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    void checkWithoutSession(Example example) {
        Map<RefusalCode, Long> expected = example.blocks().stream()
                .filter(block -> block.is("REFUSED"))
                .findFirst()
                .map(ServerBench::countOf)
                .orElse(Map.of());
        assertThat(server.counters().refused()).isEqualTo(expected);
        assertThat(server.counters().strangers()).hasSize(1 - expected.size());
        assertThat(server.counters().sessionsOpened()).isZero();
    }

    @Override
    Socket newConnection() throws IOException {
        return new Socket(LOOPBACK, server.tcpPort());
    }

    @Override
    void awaitLoss() throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (isConnected() && System.nanoTime() - end < 0) {
            Thread.sleep(1);
        }
        assertThat(isConnected()).as("what the server thinks").isFalse();
    }

    private boolean isConnected() throws Exception {
        boolean begun = server.counters().sessionsOpened() > 0;
        return server.counters().halfOpen() > 0 || (begun && session().isConnected());
    }

    @Override
    SocketAddress datagramTarget(RunValues values) {
        return new InetSocketAddress(LOOPBACK, new BigInteger(1, values.get("udpPort")).intValueExact());
    }

    private void onSession(Session begun) {
        begun.listen(listener());
        boolean first = session.complete(begun);
        if (room != null) {
            room.join(begun);
        } else {
            assertThat(first).as("one session").isTrue();
        }
    }

    private static Map<RefusalCode, Long> countOf(Block refused) {
        return Map.of(RefusalCode.ofCode(refused.field("code").u16()), 1L);
    }
}
