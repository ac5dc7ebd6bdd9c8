package io.tekcos.chat.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.RefusalCode;
import io.tekcos.chat.wire.Ack;
import io.tekcos.chat.wire.Frame;
import io.tekcos.chat.wire.Refused;
import io.tekcos.chat.wire.Welcome;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How many connections may be half open and how many sessions may run. */
class ServerBoundsTest {

    @Test
    void shouldRefuseAsBusyWhenTooManyConnectionsAreHalfOpenInAll() throws Exception {
        try (EmbeddedServer server =
                new EmbeddedServer(Limits.builder().halfOpen(2).build())) {
            greeted(server.connect(from("192.0.2.1")));
            EmbeddedStream second = greeted(server.connect(from("192.0.2.2")));
            EmbeddedStream third = server.connect(from("192.0.2.3"));

            assertThat(onlyRefusal(third)).isEqualTo(RefusalCode.BUSY);
            assertThat(server.acceptor.counters().halfOpen()).isEqualTo(2);
            assertThat(server.acceptor.counters().refused()).isEqualTo(Map.of(RefusalCode.BUSY, 1L));

            second.close();
            greeted(server.connect(from("192.0.2.3")));
        }
    }

    @Test
    void shouldRefuseAsBusyWhenOneAddressHasTooManyHalfOpen() throws Exception {
        try (EmbeddedServer server =
                new EmbeddedServer(Limits.builder().halfOpenPerAddress(2).build())) {
            greeted(server.connect(new InetSocketAddress("192.0.2.1", 1)));
            EmbeddedStream second = greeted(server.connect(new InetSocketAddress("192.0.2.1", 2)));
            assertThat(onlyRefusal(server.connect(new InetSocketAddress("192.0.2.1", 3))))
                    .isEqualTo(RefusalCode.BUSY);
            greeted(server.connect(from("192.0.2.2")));

            second.receive(EmbeddedServer.joinAs(2)); // a session is not half open
            greeted(server.connect(new InetSocketAddress("192.0.2.1", 4)));
        }
    }

    @Test
    void shouldTakeTheConnectionsOfOneIpv6NetworkForOneAddress() throws Exception {
        try (EmbeddedServer server =
                new EmbeddedServer(Limits.builder().halfOpenPerAddress(1).build())) {
            greeted(server.connect(from("2001:db8:1:2::1")));
            assertThat(onlyRefusal(server.connect(from("2001:db8:1:2:ffff:ffff:ffff:ffff"))))
                    .isEqualTo(RefusalCode.BUSY);
            greeted(server.connect(from("2001:db8:1:3::1")));
        }
    }

    @Test
    void shouldIgnoreWhatAConnectionSendsThatWasRefusedAtTheDoor() throws Exception {
        try (EmbeddedServer server =
                new EmbeddedServer(Limits.builder().halfOpenPerAddress(1).build())) {
            server.connect();
            EmbeddedStream refused = server.connect();
            assertThat(onlyRefusal(refused)).isEqualTo(RefusalCode.BUSY);

            refused.receive(EmbeddedServer.joinAs(1));
            refused.endInput();

            assertThat(refused.isOpen()).isFalse();
            assertThat(server.begun).isEmpty();
            assertThat(server.acceptor.counters().halfOpen()).isEqualTo(1);
            assertThat(server.acceptor.counters().vanished()).isZero();
        }
    }

    @Test
    void shouldRefuseAsBusyWhenTooManySessionsRunAndWelcomeAgainWhenOneHasEnded() throws Exception {
        try (EmbeddedServer server = new EmbeddedServer(
                Limits.builder().sessions(1).resume(Duration.ZERO).build())) {
            EmbeddedStream first = server.join();
            EmbeddedStream second = greeted(server.connect());
            second.receive(EmbeddedServer.joinAs(2));
            assertThat(second.sent()).singleElement().isInstanceOfSatisfying(Refused.class, refused -> {
                assertThat(refused.code()).isEqualTo(RefusalCode.BUSY.code());
                assertThat(refused.retryAfterMillis()).isPositive();
            });

            first.close();

            EmbeddedStream third = greeted(server.connect());
            third.receive(EmbeddedServer.joinAs(3));
            assertThat(third.sent()).singleElement().isInstanceOf(Welcome.class);
            assertThat(server.acceptor.counters().sessionsOpened()).isEqualTo(2);
            assertThat(server.acceptor.counters().sessionsOpen()).isEqualTo(1);
        }
    }

    @Test
    void shouldRefuseASessionThatRunsAlreadyAndKeepItsPlaceFree() throws Exception {
        try (EmbeddedServer server =
                new EmbeddedServer(Limits.builder().sessions(2).build())) {
            EmbeddedStream first = greeted(server.connect());
            first.receive(EmbeddedServer.joinAs(1));
            EmbeddedStream second = greeted(server.connect());
            second.receive(EmbeddedServer.joinAs(1));
            assertThat(onlyRefusal(second)).isEqualTo(RefusalCode.EXISTS);
            assertThat(server.acceptor.counters().sessionsOpen()).isEqualTo(1);

            EmbeddedStream third = greeted(server.connect());
            third.receive(EmbeddedServer.joinAs(2));
            assertThat(third.sent()).singleElement().isInstanceOf(Welcome.class);
            assertThat(first.isOpen()).isTrue();
        }
    }

    @Test
    void shouldRefuseEverySessionAfterStop() throws Exception {
        try (EmbeddedServer server = new EmbeddedServer()) {
            EmbeddedStream running = server.join();
            EmbeddedStream late = greeted(server.connect());

            server.acceptor.stop();
            late.receive(EmbeddedServer.joinAs(9));

            assertThat(onlyRefusal(late)).isEqualTo(RefusalCode.GOING_AWAY);
            assertThat(running.isOpen()).isTrue();
            assertThat(server.acceptor.sessions()).containsExactly(server.session());
        }
    }

    private static InetSocketAddress from(String address) {
        return new InetSocketAddress(address, 40_000);
    }

    private static EmbeddedStream greeted(EmbeddedStream stream) {
        assertThat(stream.sent()).singleElement().isInstanceOf(Ack.class);
        return stream;
    }

    private static RefusalCode onlyRefusal(EmbeddedStream stream) {
        List<Frame> sent = stream.sent();
        assertThat(sent).singleElement().isInstanceOf(Refused.class);
        return RefusalCode.ofCode(((Refused) sent.get(0)).code());
    }
}
