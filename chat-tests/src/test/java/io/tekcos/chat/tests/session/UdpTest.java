package io.tekcos.chat.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.Session;
import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.PathState;
import io.tekcos.chat.model.Receipt;
import io.tekcos.chat.model.SendRefusedException;
import io.tekcos.chat.model.SendRefusedException.Reason;
import io.tekcos.chat.model.SessionCounters;
import io.tekcos.chat.model.Via;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Texts by UDP: each test proves that they really came that way. */
class UdpTest {

    private final Pair pair = new Pair().udpUp();

    @AfterEach
    void end() {
        pair.close();
    }

    static List<String> texts() {
        return List.of("quick", "", "빠른 글 🚀", "x".repeat(Limits.MAX_DATAGRAM_TEXT_BYTES), "글".repeat(384));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void shouldComeByUdpBothWays(String text) {
        shouldComeByUdp(pair.client, pair.accepted(), pair.atServer, "client", text);
        shouldComeByUdp(pair.accepted(), pair.client, pair.atClient, "server", text);
    }

    private static void shouldComeByUdp(Session from, Session to, Heard heard, String sender, String text) {
        SessionCounters sentBefore = from.counters();
        SessionCounters receivedBefore = to.counters();

        Receipt receipt = Waiting.get(from.send(text, Via.UDP, Fallback.NONE));

        assertThat(receipt.via()).isEqualTo(Via.UDP);
        assertThat(receipt.status()).isEqualTo(Receipt.Status.SENT);
        Message message = heard.message();
        assertThat(message).isEqualTo(new Message(receipt.id(), sender, text, Via.UDP, false));
        Waiting.until(
                "the receiver has counted it",
                () -> to.counters().udp().textsReceived()
                        == receivedBefore.udp().textsReceived() + 1);
        assertThat(from.counters().udp().textsSent()).isEqualTo(sentBefore.udp().textsSent() + 1);
        assertThat(from.counters().udp().datagramsSent())
                .isGreaterThan(sentBefore.udp().datagramsSent());
        assertThat(to.counters().udp().datagramsReceived())
                .isGreaterThan(receivedBefore.udp().datagramsReceived());
        assertThat(from.counters().tcp().textsSent()).isZero();
        assertThat(to.counters().tcp().textsReceived()).isZero();
    }

    @Test
    void shouldBeRefusedWhenTooLongIfFallBackIsOffAndTravelByTcpOtherwise() {
        String tooLong = "x".repeat(Limits.MAX_DATAGRAM_TEXT_BYTES + 1);
        assertThat(Waiting.failure(pair.client.send(tooLong, Via.UDP, Fallback.NONE), SendRefusedException.class)
                        .reason())
                .isEqualTo(Reason.TOO_LONG);

        Receipt receipt = Waiting.get(pair.client.send(tooLong, Via.UDP));

        assertThat(receipt.via()).isEqualTo(Via.TCP);
        assertThat(receipt.status()).isEqualTo(Receipt.Status.DELIVERED);
        assertThat(pair.atServer.message().via()).isEqualTo(Via.TCP);
        assertThat(pair.client.counters().udp().fallbacks()).isEqualTo(1);
        assertThat(pair.client.counters().udp().textsSent()).isZero();
    }

    @Test
    void shouldGoAlongsideTextsByTcp() {
        Waiting.get(pair.client.send("by UDP", Via.UDP, Fallback.NONE));
        CompletableFuture<Receipt> byTcp = pair.client.send("by TCP", Via.TCP);

        assertThat(Waiting.get(byTcp).via()).isEqualTo(Via.TCP);
        assertThat(List.of(pair.atServer.message(), pair.atServer.message()))
                .extracting(Message::via)
                .containsExactlyInAnyOrder(Via.UDP, Via.TCP);
    }

    @Test
    void shouldTellBothEndsThatThePathIsUpAndDownAtTheEnd() {
        assertThat(Waiting.take(pair.atClient.paths).udp()).isEqualTo(PathState.UP);
        assertThat(Waiting.take(pair.atServer.paths).udp()).isEqualTo(PathState.UP);

        pair.client.close();

        assertThat(pair.client.udp()).isEqualTo(PathState.DOWN);
        Waiting.get(pair.accepted().whenClosed());
        assertThat(pair.accepted().udp()).isEqualTo(PathState.DOWN);
    }
}
