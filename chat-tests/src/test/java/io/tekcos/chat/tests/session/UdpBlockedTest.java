package io.tekcos.chat.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.PathState;
import io.tekcos.chat.model.Receipt;
import io.tekcos.chat.model.SendRefusedException;
import io.tekcos.chat.model.SendRefusedException.Reason;
import io.tekcos.chat.model.Via;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import org.junit.jupiter.api.Test;

/** A UDP path that leads nowhere: the session lives by TCP. */
class UdpBlockedTest {

    @Test
    void shouldLiveOnWhenThePortIsUnreachable() {
        try (Pair pair = new Pair(builder -> builder, builder -> builder.udpPort(Pair.NOBODY))) {
            Waiting.until(
                    "the system says that the port is unreachable, twice",
                    () -> pair.client.counters().udp().sendFailures() >= 2);
            shouldLiveByTcp(pair);
        }
    }

    @Test
    void shouldLiveOnWhenDatagramsAreSwallowed() throws SocketException {
        try (DatagramSocket swallows = new DatagramSocket(new InetSocketAddress(Pair.HOST, 0));
                Pair pair = new Pair(builder -> builder, builder -> builder.udpPort(swallows.getLocalPort()))) {
            Waiting.until(
                    "it has asked twice", () -> pair.client.counters().udp().datagramsSent() >= 2);
            shouldLiveByTcp(pair);

            assertThat(Waiting.take(pair.atClient.paths).udp()).isEqualTo(PathState.DOWN);
            assertThat(Waiting.take(pair.atServer.paths).udp()).isEqualTo(PathState.DOWN);
            assertThat(pair.client.udp()).isEqualTo(PathState.DOWN);
            assertThat(pair.client.whenUdpUp()).isNotDone();
        }
    }

    private static void shouldLiveByTcp(Pair pair) {
        assertThat(pair.client.udp()).isNotEqualTo(PathState.UP);
        assertThat(pair.accepted().udp()).isNotEqualTo(PathState.UP);
        assertThat(pair.client.whenUdpUp()).isNotDone();

        Receipt receipt = Waiting.get(pair.client.send("by the other path", Via.UDP));
        assertThat(receipt.via()).isEqualTo(Via.TCP);
        assertThat(receipt.status()).isEqualTo(Receipt.Status.DELIVERED);
        assertThat(pair.atServer.message().via()).isEqualTo(Via.TCP);
        assertThat(pair.client.counters().udp().fallbacks()).isEqualTo(1);
        assertThat(pair.client.counters().udp().textsSent()).isZero();
        assertThat(Waiting.failure(pair.client.send("only by UDP", Via.UDP, Fallback.NONE), SendRefusedException.class)
                        .reason())
                .isEqualTo(Reason.UDP_NOT_UP);
        assertThat(Waiting.get(pair.accepted().send("back", Via.UDP)).via()).isEqualTo(Via.TCP);
    }
}
