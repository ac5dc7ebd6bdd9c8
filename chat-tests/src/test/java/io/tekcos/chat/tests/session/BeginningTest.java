package io.tekcos.chat.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.ChatClient;
import io.tekcos.chat.ChatServer;
import io.tekcos.chat.Session;
import io.tekcos.chat.model.CloseCause;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** The moment in which a session begins. */
class BeginningTest {

    @Test
    void shouldKnowASessionAsSoonAsItsClientIsLetIn() {
        try (ChatServer server = Pair.serverBuilder().start()) {
            for (int i = 0; i < 100; i++) {
                try (Session client = ChatClient.connect(Pair.HOST, server.tcpPort())) {
                    assertThat(server.sessions()).extracting(Session::id).contains(client.id());
                }
            }
        }
    }

    @Test
    void shouldSayGoodbyeToASessionThatHasJustBegun() {
        for (int i = 0; i < 50; i++) {
            try (Pair pair = new Pair()) {
                pair.server.close();
                assertThat(Waiting.take(pair.atClient.closed).cause()).isEqualTo(CloseCause.GOING_AWAY);
            }
        }
    }

    @Test
    void shouldEndTheSessionOfACallerThatHasGivenUp() {
        CountDownLatch givenUp = new CountDownLatch(1);
        try (ChatServer server = Pair.serverBuilder()
                .onSession(session -> Waiting.await(givenUp)) // the client is not let in before
                .start()) {
            CompletableFuture<Session> connecting = ChatClient.builder().connectAsync(Pair.HOST, server.tcpPort());
            assertThat(connecting.cancel(true)).isTrue();
            givenUp.countDown();

            Waiting.until(
                    "its session ended",
                    () -> server.counters().sessionsOpened() == 1
                            && server.counters().sessionsOpen() == 0);
        }
    }
}
