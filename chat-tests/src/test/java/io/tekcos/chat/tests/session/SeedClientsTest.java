package io.tekcos.chat.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.Session;
import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.PathState;
import io.tekcos.chat.model.Peer;
import io.tekcos.chat.model.Receipt;
import io.tekcos.chat.model.SendRefusedException;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.model.SessionClosed.Initiator;
import io.tekcos.chat.model.Via;
import io.tekcos.chat.tests.seed.SeedClient;
import io.tekcos.chat.tests.session.SeedHost.Guest;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The original's program as a client of our server. */
class SeedClientsTest {

    private final SeedHost host = new SeedHost();

    @AfterEach
    void end() {
        host.close();
    }

    @Test
    void shouldChatByTcpAndByUdpTenTimesEachWay() throws IOException {
        try (SeedClient seed = host.connectSeed()) {
            Guest guest = host.guest();
            for (int i = 0; i < 10; i++) {
                seed.tcpSend("안녕 " + i);
                guest.assertHeard("안녕 " + i, Via.TCP);
                guest.send("반가워 👋 " + i, Via.TCP);
                assertThat(seed.tcpReceive()).isEqualTo("반가워 👋 " + i);
                seed.udpSend(i + ". 빠른");
                guest.assertHeard(i + ". 빠른", Via.UDP);
                guest.send("더 빠른 🚀 " + i, Via.UDP);
                assertThat(seed.udpReceive()).isEqualTo("더 빠른 🚀 " + i);
            }
            Waiting.until(
                    "all are counted", () -> guest.session().counters().udp().textsReceived() == 10);
            assertThat(guest.session().counters().udp()).satisfies(udp -> {
                assertThat(udp.textsSent()).isEqualTo(10);
                assertThat(udp.datagramsSent()).isEqualTo(10);
                assertThat(udp.datagramsReceived()).isEqualTo(10);
                assertThat(udp.fallbacks()).isZero();
            });
            assertThat(guest.session().counters().tcp()).satisfies(tcp -> {
                assertThat(tcp.textsSent()).isEqualTo(10);
                assertThat(tcp.textsReceived()).isEqualTo(10);
            });
        }
    }

    @Test
    void shouldBeKnownByItsAddressAndAsASeedPeer() throws IOException {
        try (SeedClient seed = host.connectSeed()) {
            Guest guest = host.guest();
            Peer peer = guest.session().peer();

            assertThat(peer.seedPeer()).isTrue();
            assertThat(peer.name()).isEqualTo(Pair.HOST);
            assertThat(guest.session().udp()).isEqualTo(PathState.UP);
            assertThat(Waiting.take(guest.heard().paths)).satisfies(change -> {
                assertThat(change.udp()).isEqualTo(PathState.UP);
                assertThat(change.why()).contains("port " + seed.udpAddress().getPort());
            });
        }
    }

    @Test
    void shouldSendByTcpWhatTwoPathsOrADatagramCannotCarry() throws IOException {
        try (SeedClient seed = host.connectSeed()) {
            Guest guest = host.guest();
            Session session = guest.session();
            String tooLong = "x".repeat(Limits.MAX_SEED_DATAGRAM_TEXT_BYTES + 1);

            assertThat(Waiting.failure(session.send("both", Via.BOTH, Fallback.NONE), SendRefusedException.class)
                            .reason())
                    .isEqualTo(SendRefusedException.Reason.SEED_PEER);
            assertThat(Waiting.failure(session.send(tooLong, Via.UDP, Fallback.NONE), SendRefusedException.class)
                            .reason())
                    .isEqualTo(SendRefusedException.Reason.TOO_LONG);
            assertThat(Waiting.get(session.send("both", Via.BOTH)).via()).isEqualTo(Via.TCP);
            assertThat(seed.tcpReceive()).isEqualTo("both");
            assertThat(Waiting.get(session.send(tooLong, Via.UDP)).via()).isEqualTo(Via.TCP);
            assertThat(seed.tcpReceive() + seed.tcpReceive()).isEqualTo(tooLong);
            guest.send("x".repeat(Limits.MAX_SEED_DATAGRAM_TEXT_BYTES), Via.UDP);
            assertThat(seed.udpReceive()).hasSize(Limits.MAX_SEED_DATAGRAM_TEXT_BYTES);
            assertThat(session.counters().udp().fallbacks()).isEqualTo(2);
        }
    }

    @Test
    void shouldHearWhatCameByTcpBeforeItsHeloAndEvenItsGoodbye() throws IOException {
        try (SeedClient seed = host.openSeed().receiveAck()) {
            seed.tcpSend("일찍 ");
            seed.tcpSend("x".repeat(100_000));
            Waiting.until("it waits", () -> host.server.counters().halfOpen() == 1);
            seed.sendHelo();

            Heard heard = host.guest().heard();
            StringBuilder texts = new StringBuilder();
            while (texts.length() < 100_003) {
                texts.append(heard.message().text());
            }
            assertThat(texts.toString()).isEqualTo("일찍 " + "x".repeat(100_000));
        }
    }

    @Test
    void shouldEndWithItsGoodbyeWhenItClosesAndAsLostWhenItIsReset() throws IOException {
        Guest leaving;
        try (SeedClient seed = host.connectSeed()) {
            leaving = host.guest();
            seed.tcpSend("bye");
            leaving.assertHeard("bye", Via.TCP);
        }
        assertThat(Waiting.take(leaving.heard().closed))
                .isEqualTo(new SessionClosed(CloseCause.GOODBYE, Initiator.PEER, ""));

        try (SeedClient seed = host.connectSeed()) {
            Guest lost = host.guest();
            seed.reset();
            assertThat(Waiting.take(lost.heard().closed))
                    .isEqualTo(new SessionClosed(CloseCause.CONNECTION_LOST, Initiator.NETWORK, ""));
        }
        Waiting.until("nothing is left", () -> host.server.counters().sessionsOpen() == 0);
    }

    @Test
    void shouldWriteWhatWasAcceptedBeforeItCloses() throws IOException {
        try (SeedClient seed = host.connectSeed()) {
            Session session = host.guest().session();
            CompletableFuture<Receipt> last = null;
            for (int i = 0; i < 100; i++) {
                last = session.send("0123456789", Via.TCP);
            }
            CompletableFuture<Void> closing = CompletableFuture.runAsync(session::close);

            StringBuilder read = new StringBuilder();
            for (String text = seed.tcpReceive(); !text.isEmpty(); text = seed.tcpReceive()) {
                read.append(text);
            }
            seed.leave();

            assertThat(read.toString()).isEqualTo("0123456789".repeat(100));
            Waiting.get(closing);
            assertThat(Waiting.get(session.whenClosed()).by()).isEqualTo(Initiator.LOCAL);
            assertThat(Waiting.get(Objects.requireNonNull(last)).status()).isEqualTo(Receipt.Status.SENT);
        }
    }
}
