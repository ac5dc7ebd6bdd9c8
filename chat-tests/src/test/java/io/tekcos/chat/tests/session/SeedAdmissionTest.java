package io.tekcos.chat.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.ChatClient;
import io.tekcos.chat.ChatServer;
import io.tekcos.chat.Session;
import io.tekcos.chat.model.DropReason;
import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.RefusalCode;
import io.tekcos.chat.model.Via;
import io.tekcos.chat.tests.seed.SeedClient;
import io.tekcos.chat.tests.session.SeedHost.Guest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is let in where seed peers are allowed: several of one address, native clients beside them, and strangers. */
class SeedAdmissionTest {

    private static final Limits SHORT =
            Limits.builder().handshake(Duration.ofMillis(300)).build();

    private final SeedHost host = new SeedHost();

    @AfterEach
    void end() {
        host.close();
    }

    @Test
    void shouldTellTwoOfOneAddressApartByEachPathAlsoInterleaved() throws IOException {
        CompletableFuture<SeedClient> connectingToo = CompletableFuture.supplyAsync(() -> unchecked(host::connectSeed));
        try (SeedClient ann = host.connectSeed();
                SeedClient bob = Waiting.get(connectingToo)) {
            Map<InetSocketAddress, Guest> byAddress = new HashMap<>();
            for (Guest guest : List.of(host.guest(), host.guest())) {
                byAddress.put(guest.session().peer().address(), guest);
            }
            Guest forAnn = Objects.requireNonNull(byAddress.get(ann.tcpAddress()));
            Guest forBob = Objects.requireNonNull(byAddress.get(bob.tcpAddress()));
            for (int i = 0; i < 5; i++) {
                ann.udpSend("ann by UDP");
                bob.udpSend("bob by UDP");
                ann.tcpSend("ann by TCP");
                bob.tcpSend("bob by TCP");
                assertThat(forAnn.twoTexts()).isEqualTo(Map.of(Via.TCP, "ann by TCP", Via.UDP, "ann by UDP"));
                assertThat(forBob.twoTexts()).isEqualTo(Map.of(Via.TCP, "bob by TCP", Via.UDP, "bob by UDP"));
                forBob.send("to bob", Via.UDP);
                forAnn.send("to ann", Via.UDP);
                assertThat(ann.udpReceive()).isEqualTo("to ann");
                assertThat(bob.udpReceive()).isEqualTo("to bob");
            }
        }
    }

    @Test
    void shouldGreetTheSecondOfAnAddressOnlyWhenTheFirstHasSaidHelo() throws IOException {
        try (SeedClient first = host.openSeed().receiveAck();
                SeedClient second = host.openSeed()) {
            CompletableFuture<SeedClient> greeted = CompletableFuture.supplyAsync(() -> unchecked(second::receiveAck));
            Waiting.until("both are waiting", () -> host.server.counters().halfOpen() == 2);
            assertThat(greeted).isNotDone();

            first.sendHelo();

            Waiting.get(greeted).sendHelo();
            assertThat(host.guest().session().id())
                    .isNotEqualTo(host.guest().session().id());
        }
    }

    @Test
    void shouldServeANativeClientOfTheSameAddressBeforeAndAfter() throws IOException {
        try (Session before = ChatClient.connect(Pair.HOST, host.server.tcpPort());
                SeedClient seed = host.connectSeed();
                Session after = ChatClient.connect(Pair.HOST, host.server.tcpPort())) {
            Guest first = host.guest();
            Guest second = host.guest();
            Guest third = host.guest();
            assertThat(first.session().id()).isEqualTo(before.id());
            assertThat(second.session().peer().seedPeer()).isTrue();
            assertThat(third.session().id()).isEqualTo(after.id());
            Waiting.get(before.whenUdpUp());
            Waiting.get(after.whenUdpUp());
            Waiting.get(before.send("before", Via.UDP, Fallback.NONE));
            Waiting.get(after.send("after", Via.UDP, Fallback.NONE));
            seed.udpSend("seed");
            first.assertHeard("before", Via.UDP);
            second.assertHeard("seed", Via.UDP);
            third.assertHeard("after", Via.UDP);
        }
    }

    @Test
    void shouldHaveANativeClientWaitForASeedClientThatIsFirst() throws IOException {
        try (SeedClient seed = host.openSeed()) {
            seed.receiveAck();
            CompletableFuture<Session> connecting = ChatClient.builder().connectAsync(Pair.HOST, host.server.tcpPort());
            Waiting.until("both are waiting", () -> host.server.counters().halfOpen() == 2);
            assertThat(connecting).isNotDone();

            seed.sendHelo();

            Waiting.get(connecting).close();
            assertThat(host.guest().session().peer().seedPeer()).isTrue();
        }
    }

    @Test
    void shouldRefuseItWhenItsHeloIsLost() throws IOException {
        try (SeedHost impatient = new SeedHost(SHORT);
                SeedClient seed = impatient.openSeed()) {
            seed.receiveAck().openUdp();

            assertThat(seed.tcpReceive()).contains("neither JOIN nor RESUME within 300 ms");
            assertThat(seed.tcpReceive()).isEmpty();
            assertThat(impatient.server.counters().refused()).isEqualTo(Map.of(RefusalCode.TOO_LATE, 1L));
            assertThat(impatient.server.counters().halfOpen()).isZero();
            assertThat(impatient.guests).isEmpty();
        }
    }

    @Test
    void shouldNameAStrangerWhenNoHeloHasComeInTime() throws IOException {
        try (SeedHost impatient = new SeedHost(SHORT);
                SeedClient http = impatient.openSeed()) {
            http.receiveAck().tcpSend("GET / HTTP/1.1\r\n\r\n");

            Waiting.until(
                    "it is named", () -> impatient.server.counters().strangers().equals(Map.of("HTTP", 1L)));
            ChatClient.connect(Pair.HOST, impatient.server.tcpPort()).close();
        }
    }

    @Test
    void shouldDropTheHeloOfAStrangerWithoutAConnection() throws IOException {
        try (RawDatagrams stranger = new RawDatagrams(host.server.udpPort())) {
            stranger.send((byte) 'H', (byte) 'E', (byte) 'L', (byte) 'O');

            Waiting.until(
                    "it is counted",
                    () -> host.server.counters().droppedDatagrams().equals(Map.of(DropReason.SEED_HELO, 1L)));
        }
    }

    @Test
    void shouldRefuseItWhereSeedPeersAreNotAllowedAndCountItsHelo() throws IOException {
        try (ChatServer strict = Pair.serverBuilder().start();
                SeedClient seed = SeedClient.connect(strict.tcpPort(), strict.udpPort())) {
            seed.tcpSend("hello");

            assertThat(seed.tcpReceiveToTheEnd()).isZero();
            assertThat(strict.counters().strangers()).isEqualTo(Map.of("unrecognised bytes", 1L));
            Waiting.until(
                    "its HELO is counted",
                    () -> strict.counters().droppedDatagrams().equals(Map.of(DropReason.SEED_HELO, 1L)));
        }
    }

    private static <T> T unchecked(Callable<T> task) {
        try {
            return task.call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
