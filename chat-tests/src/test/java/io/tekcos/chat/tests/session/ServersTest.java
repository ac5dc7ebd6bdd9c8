package io.tekcos.chat.tests.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tekcos.chat.ChatClient;
import io.tekcos.chat.ChatServer;
import io.tekcos.chat.Session;
import io.tekcos.chat.model.BindFailedException;
import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.PeerRefusedException;
import io.tekcos.chat.model.RefusalCode;
import io.tekcos.chat.model.Via;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Servers side by side and one after the other, and their ports. */
class ServersTest {

    @Test
    void shouldServeManySessionsAtOnceEachWithItsOwnTexts() {
        int clients = 50;
        try (ChatServer server = Pair.serverBuilder()
                .onSession(session -> session.onMessage(
                        message -> session.send(session.peer().name() + " said " + message.text(), message.via())))
                .start()) {
            List<Heard> heard = new ArrayList<>();
            List<Session> sessions = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                heard.add(new Heard());
                sessions.add(ChatClient.builder()
                        .name("client " + i)
                        .listener(heard.get(i))
                        .connect(Pair.HOST, server.tcpPort()));
            }
            Waiting.until("all have begun", () -> server.sessions().size() == clients);
            for (Session session : sessions) {
                Waiting.get(session.whenUdpUp());
                session.send("tcp", Via.TCP);
            }
            for (int i = 0; i < clients; i++) {
                assertThat(heard.get(i).message().text()).isEqualTo("client " + i + " said tcp");
                Waiting.get(sessions.get(i).send("udp", Via.UDP, Fallback.NONE));
                assertThat(heard.get(i).message())
                        .satisfies(message -> assertThat(message.via()).isEqualTo(Via.UDP))
                        .extracting(message -> message.text())
                        .isEqualTo("client " + i + " said udp");
            }
            sessions.forEach(Session::close);
            assertThat(server.counters().sessionsOpened()).isEqualTo(clients);
            Waiting.until("all have ended", () -> server.counters().sessionsOpen() == 0);
        }
    }

    @Test
    void shouldNotKnowOfEachOtherInOneProcess() {
        try (Pair one = new Pair();
                Pair other = new Pair()) {
            Waiting.get(one.client.send("before", Via.TCP));
            one.server.close();

            assertThat(Waiting.take(one.atClient.closed).text()).contains("going away");
            Waiting.get(other.client.send("still here", Via.TCP));
            assertThat(other.atClient.closed).isEmpty();
        }
    }

    @Test
    void shouldStartAgainOnTheSamePorts() {
        Retry.whileOthersTakePorts(() -> {
            int tcpPort;
            int udpPort;
            try (Pair pair = new Pair().udpUp()) {
                tcpPort = pair.server.tcpPort();
                udpPort = pair.server.udpPort();
            }
            for (int i = 0; i < 3; i++) {
                try (Pair pair = new Pair(builder -> builder.tcpPort(tcpPort).udpPort(udpPort), builder -> builder)) {
                    assertThat(pair.server.tcpPort()).isEqualTo(tcpPort);
                    Waiting.get(pair.udpUp().client.send("again", Via.UDP, Fallback.NONE));
                    assertThat(pair.atServer.message().via()).isEqualTo(Via.UDP);
                }
            }
        });
    }

    @Test
    void shouldSayWhichTcpPortIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName(Pair.HOST))) {
            int port = taken.getLocalPort();
            assertThatThrownBy(() -> Pair.serverBuilder().tcpPort(port).start())
                    .isInstanceOf(BindFailedException.class)
                    .hasMessageContaining("TCP port " + port)
                    .hasMessageContaining("choose another port");
        }
    }

    @Test
    void shouldSayWhichUdpPortIsTakenAndLeaveTheTcpPortFree() throws IOException {
        try (DatagramSocket taken = new DatagramSocket(new InetSocketAddress(Pair.HOST, 0))) {
            int port = taken.getLocalPort();
            assertThatThrownBy(() -> Pair.serverBuilder().udpPort(port).start())
                    .isInstanceOf(BindFailedException.class)
                    .hasMessageContaining("UDP port " + port);
        }
    }

    @Test
    void shouldNotKeepTheUdpPortWhenTheTcpPortIsTaken() {
        Retry.whileOthersTakePorts(() -> {
            int udpPort;
            try (DatagramSocket free = new DatagramSocket(new InetSocketAddress(Pair.HOST, 0))) {
                udpPort = free.getLocalPort();
            }
            try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName(Pair.HOST))) {
                assertThatThrownBy(() -> Pair.serverBuilder()
                                .tcpPort(taken.getLocalPort())
                                .udpPort(udpPort)
                                .start())
                        .isInstanceOf(BindFailedException.class);
            }
            new DatagramSocket(new InetSocketAddress(Pair.HOST, udpPort)).close();
        });
    }

    @Test
    void shouldSayThatAnAddressIsNotOfThisMachine() {
        assertThatThrownBy(() -> Pair.serverBuilder().bindAddress("192.0.2.1").start())
                .isInstanceOf(BindFailedException.class)
                .hasMessageContaining("192.0.2.1");
    }

    @Test
    void shouldRefuseUnfitNamesAndPortsBeforeTheyOpenAnything() {
        for (int port : new int[] {-1, 65_536}) {
            assertThatThrownBy(() -> Pair.serverBuilder().tcpPort(port).start())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("tcpPort");
            assertThatThrownBy(() -> Pair.serverBuilder().udpPort(port).start())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("udpPort");
        }
        for (String name : List.of("", " ", "a\tb", "x".repeat(129))) {
            assertThatThrownBy(() -> Pair.serverBuilder().name(name).start())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("name");
        }
    }

    @Test
    void shouldLetNoMoreSessionsInThanTheyHaveRoomForAndGoOnBelowThat() {
        Limits two = Limits.builder().sessions(2).build();
        try (ChatServer server = Pair.serverBuilder().limits(two).start()) {
            for (int round = 0; round < 5; round++) {
                List<Session> sessions = IntStream.range(0, 2)
                        .mapToObj(i -> ChatClient.connect(Pair.HOST, server.tcpPort()))
                        .toList();
                assertThat(server.counters().sessionsOpen()).isEqualTo(2);
                sessions.forEach(Session::close);
                Waiting.until("both have ended", () -> server.counters().sessionsOpen() == 0);
            }
        }
    }

    @Test
    void shouldRefuseMoreHalfOpenConnectionsFromOneAddressThanAllowed() throws IOException {
        Limits one = Limits.builder().halfOpenPerAddress(1).build();
        try (ChatServer server = Pair.serverBuilder().limits(one).start()) {
            try (RawStream halfOpen = new RawStream(server.tcpPort()).greeted()) {
                PeerRefusedException refused = Waiting.failure(
                        ChatClient.builder().connectAsync(Pair.HOST, server.tcpPort()), PeerRefusedException.class);
                assertThat(refused.code()).isEqualTo(RefusalCode.BUSY);
                assertThat(refused.retryAfter()).isPositive();
                halfOpen.endOutput();
            }
            Waiting.until("it is noticed", () -> server.counters().halfOpen() == 0);
            ChatClient.connect(Pair.HOST, server.tcpPort()).close();
        }
    }

    @Test
    void shouldSayThatTheAddressToListenOnIsUnknown() {
        assertThatThrownBy(() ->
                        Pair.serverBuilder().bindAddress("no-such-host.invalid").start())
                .isInstanceOf(BindFailedException.class)
                .hasMessageContaining("no-such-host.invalid")
                .hasMessageNotContaining("null");
    }
}
