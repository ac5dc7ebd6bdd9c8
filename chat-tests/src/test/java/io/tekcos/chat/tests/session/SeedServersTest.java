package io.tekcos.chat.tests.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.ChatClient;
import io.tekcos.chat.Session;
import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.PathState;
import io.tekcos.chat.model.Receipt;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.model.SessionClosed.Initiator;
import io.tekcos.chat.model.Via;
import io.tekcos.chat.model.WrongProtocolException;
import io.tekcos.chat.tests.seed.SeedServer;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The original's program as the server of our client. */
class SeedServersTest {

    private final Heard heard = new Heard();
    private final SeedServer seed = new SeedServer();

    SeedServersTest() throws IOException {}

    @AfterEach
    void end() throws IOException {
        seed.close();
    }

    private CompletableFuture<Session> connect(boolean allowed) {
        return ChatClient.builder()
                .allowSeedPeers(allowed)
                .udpPort(seed.udpPort())
                .listener(heard)
                .connectAsync(Pair.HOST, seed.tcpPort());
    }

    @Test
    void shouldChatByTcpAndByUdpTenTimesEachWay() throws IOException {
        CompletableFuture<SeedServer> opened = seed.open();
        try (Session session = Waiting.get(connect(true))) {
            Waiting.get(opened);
            Waiting.get(session.whenUdpUp());
            for (int i = 0; i < 10; i++) {
                assertSent(session, "안녕 " + i, Via.TCP);
                assertThat(seed.tcpReceive()).isEqualTo("안녕 " + i);
                seed.tcpSend("반가워 👋 " + i);
                assertHeard("반가워 👋 " + i, Via.TCP);
                assertSent(session, "빠른 " + i, Via.UDP);
                assertThat(seed.udpReceive()).isEqualTo("빠른 " + i);
                seed.udpSend("더 빠른 🚀 " + i);
                assertHeard("더 빠른 🚀 " + i, Via.UDP);
            }
            Waiting.until("all are counted", () -> session.counters().udp().textsReceived() == 10);
            assertThat(session.counters().udp()).satisfies(udp -> {
                assertThat(udp.textsSent()).isEqualTo(10);
                assertThat(udp.datagramsSent()).as("texts, and one HELO").isEqualTo(11);
                assertThat(udp.datagramsReceived()).isEqualTo(10);
            });
            assertThat(session.peer().seedPeer()).isTrue();
            assertThat(session.peer().name()).isEqualTo(Pair.HOST);
            assertThat(Waiting.take(heard.paths).udp()).isEqualTo(PathState.UP);
        }
    }

    private static void assertSent(Session session, String text, Via via) {
        Receipt receipt = Waiting.get(session.send(text, via, Fallback.NONE));
        assertThat(receipt.via()).isEqualTo(via);
        assertThat(receipt.status()).isEqualTo(Receipt.Status.SENT);
    }

    private void assertHeard(String text, Via via) {
        Message message = heard.message();
        assertThat(message.text()).isEqualTo(text);
        assertThat(message.via()).isEqualTo(via);
        assertThat(message.from()).isEqualTo(Pair.HOST);
    }

    @Test
    void shouldKnowItsGreetingHoweverTheNetworkCutsItAndTakeTheRestForText() throws IOException {
        CompletableFuture<Session> connecting = connect(true);
        seed.acceptAndBind();
        seed.tcpSend((byte) 'a');
        seed.tcpSend((byte) 'c');
        assertThat(connecting).isNotDone();
        seed.tcpSend("k그리고".getBytes(UTF_8));

        try (Session session = Waiting.get(connecting)) {
            seed.awaitHelo();
            assertHeard("그리고", Via.TCP);
            assertThat(Waiting.get(session.send("hello", Via.TCP)).status()).isEqualTo(Receipt.Status.SENT);
            assertThat(seed.tcpReceive()).isEqualTo("hello");
        }
    }

    @Test
    void shouldEndWhenItCloses() throws IOException {
        CompletableFuture<SeedServer> opened = seed.open();
        Session session = Waiting.get(connect(true));
        Waiting.get(opened).close();

        assertThat(Waiting.get(session.whenClosed()))
                .isEqualTo(new SessionClosed(CloseCause.GOODBYE, Initiator.PEER, ""));
        assertThat(session.udp()).isEqualTo(PathState.DOWN);
        assertThat(Waiting.take(heard.closed).by()).isEqualTo(Initiator.PEER);
    }

    @Test
    void shouldSayThatSeedPeersMustBeAllowed() {
        CompletableFuture<SeedServer> opened = seed.open();

        WrongProtocolException refused = Waiting.failure(connect(false), WrongProtocolException.class);

        assertThat(refused.isSeedPeer()).isTrue();
        assertThat(refused).hasMessageContaining("seed peer").hasMessageContaining("allowed");
        assertThat(opened).as("no HELO has come").isNotDone();
    }
}
