package io.tekcos.chat.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.ChatClient;
import io.tekcos.chat.Session;
import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.Receipt;
import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.model.Via;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A session whose connection is cut goes on by another. */
class ResumeTest {

    private final Pair pair = new Pair(); // its own client goes straight to the server
    private final Heard atServer = new Heard();
    private final Heard atClient = new Heard();
    private CuttingProxy proxy;
    private Session client;
    private Session server;

    @BeforeEach
    void connect() throws IOException {
        proxy = new CuttingProxy(pair.server.tcpPort());
        client = ChatClient.builder().listener(atClient).connect(Pair.HOST, proxy.port());
        SessionId id = client.id();
        Waiting.until("the session is there", () -> find(id) != null);
        server = Objects.requireNonNull(find(id));
        server.listen(atServer);
    }

    private @Nullable Session find(SessionId id) {
        return pair.server.sessions().stream()
                .filter(session -> session.id().equals(id))
                .findAny()
                .orElse(null);
    }

    @AfterEach
    void end() throws IOException {
        client.closeNow();
        proxy.close();
        pair.close();
    }

    @Test
    void shouldLoseNothingAndRepeatNothingWhenCutWithAnswersOnTheirWay() throws IOException {
        proxy.swallowAnswers();
        List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            receipts.add(client.send("text " + i, Via.TCP));
        }
        Waiting.until("all are heard", () -> atServer.messages.size() == 100);
        proxy.heedAnswers();
        proxy.cut();

        assertThat(Waiting.take(atClient.reconnecting).attempt()).isEqualTo(1);
        assertThat(Waiting.take(atServer.reconnecting).attempt()).isZero();
        assertThat(Waiting.take(atClient.resumed).repeated()).isZero();
        Waiting.take(atServer.resumed);
        receipts.forEach(receipt -> assertThat(Waiting.get(receipt).status()).isEqualTo(Receipt.Status.DELIVERED));
        assertThat(atServer.texts())
                .isEqualTo(IntStream.range(0, 100).mapToObj(i -> "text " + i).toList());
        assertThat(client.isConnected()).isTrue();
        assertThat(client.counters().resumes()).isEqualTo(1);
    }

    @Test
    void shouldAcceptTextsWhileThereIsNoConnectionAndDeliverThemAfterwards() throws IOException {
        proxy.cut();
        Waiting.take(atClient.reconnecting);
        Waiting.take(atServer.reconnecting);
        CompletableFuture<Receipt> up = client.send("up", Via.TCP);
        CompletableFuture<Receipt> down = server.send("down", Via.TCP);

        assertThat(Waiting.get(up).status()).isEqualTo(Receipt.Status.DELIVERED);
        assertThat(Waiting.get(down).status()).isEqualTo(Receipt.Status.DELIVERED);
        assertThat(atServer.texts()).containsExactly("up");
        assertThat(atClient.texts()).containsExactly("down");
    }

    @Test
    void shouldBindUdpAnew() throws IOException {
        Waiting.get(client.whenUdpUp());
        proxy.cut();
        Waiting.take(atClient.resumed);
        Waiting.get(client.whenUdpUp());
        Waiting.until("the server may send", () -> server.udp() == io.tekcos.chat.model.PathState.UP);
        long before = server.counters().udp().datagramsReceived();

        Waiting.get(client.send("by datagram", Via.UDP, Fallback.NONE));

        Message heard = atServer.message();
        assertThat(heard.via()).isEqualTo(Via.UDP);
        assertThat(server.counters().udp().datagramsReceived()).isGreaterThan(before);
    }

    @Test
    void shouldGoOnThroughManyCutsInTheMiddleOfTraffic() throws IOException {
        List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            receipts.add(client.send("up " + i, Via.TCP));
            server.send("down " + i, Via.TCP);
            if (i % 100 == 50) {
                proxy.cut();
                Waiting.take(atClient.resumed);
            }
        }
        receipts.forEach(Waiting::get);

        assertThat(atServer.texts())
                .isEqualTo(IntStream.range(0, 2_000).mapToObj(i -> "up " + i).toList());
        Waiting.until("all are heard", () -> atClient.messages.size() >= 2_000);
        assertThat(atClient.texts())
                .isEqualTo(IntStream.range(0, 2_000).mapToObj(i -> "down " + i).toList());
        assertThat(client.counters().resumes()).isEqualTo(20);
    }
}
