package io.tekcos.chat.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.ChatClient;
import io.tekcos.chat.ChatServer;
import io.tekcos.chat.Session;
import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.Receipt;
import io.tekcos.chat.model.Via;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** On which thread what runs, and where nobody may wait. */
class ThreadRulesTest {

    @Test
    void shouldRefuseToWaitOnTheSessionsOwnThread() {
        CompletableFuture<Throwable> refusal = new CompletableFuture<>();
        try (Pair pair = Pair.hearing((session, message) ->
                expectRefusal(refusal, () -> session.send("answer", Via.TCP).join()))) {
            Waiting.get(pair.client.send("question", Via.TCP));

            assertThat(Waiting.get(refusal))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("executor");
            assertThat(pair.atClient.message().text())
                    .as("the text itself was accepted")
                    .isEqualTo("answer");
        }
    }

    @Test
    void shouldRefuseToWaitThereForEverythingElse() {
        CompletableFuture<Throwable> udp = new CompletableFuture<>();
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        CompletableFuture<Throwable> derived = new CompletableFuture<>();
        try (Pair pair = new Pair(
                Heard.onMessage((session, message) -> {
                    expectRefusal(udp, () -> session.whenUdpUp().join());
                    expectRefusal(end, () -> session.whenClosed().join());
                    expectRefusal(
                            derived,
                            () -> session.send("answer", Via.TCP)
                                    .thenApply(Receipt::id)
                                    .join());
                }),
                builder -> builder,
                builder -> builder.udpPort(Pair.NOBODY))) { // so the path is never up
            Waiting.get(pair.client.send("question", Via.TCP));

            assertThat(Waiting.get(udp)).isInstanceOf(IllegalStateException.class);
            assertThat(Waiting.get(end)).isInstanceOf(IllegalStateException.class);
            assertThat(Waiting.get(derived)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void shouldLetAListenerWaitOnItsExecutor() {
        CompletableFuture<Receipt> receipt = new CompletableFuture<>();
        try (Pair pair = new Pair(
                Heard.onMessage((session, message) ->
                        receipt.complete(session.send("answer", Via.TCP).join())),
                builder -> builder.executor(Pair.THREADS),
                builder -> builder)) {
            pair.client.send("question", Via.TCP);

            assertThat(Waiting.get(receipt).status()).isEqualTo(Receipt.Status.DELIVERED);
        }
    }

    @Test
    void shouldRunListenersOnTheExecutorThatWasGiven() {
        CompletableFuture<String> atServer = new CompletableFuture<>();
        CompletableFuture<String> atClient = new CompletableFuture<>();
        try (Pair pair = new Pair(
                Heard.onMessage((session, message) ->
                        atServer.complete(Thread.currentThread().getName())),
                builder -> builder.executor(Pair.THREADS),
                builder -> builder.executor(Pair.THREADS)
                        .listener(Heard.onMessage((session, message) ->
                                atClient.complete(Thread.currentThread().getName()))))) {
            pair.client.send("there", Via.TCP);
            pair.accepted().send("and back", Via.TCP);

            assertThat(Waiting.get(atServer)).isEqualTo("listener");
            assertThat(Waiting.get(atClient)).isEqualTo("listener");
        }
    }

    @Test
    void shouldNotWaitForTheEndWhenAListenerClosesItsSession() {
        CompletableFuture<Boolean> ended = new CompletableFuture<>();
        try (Pair pair = Pair.hearing((session, message) -> {
            session.close();
            ended.complete(session.whenClosed().isDone());
        })) {
            pair.client.send("go away", Via.TCP);

            assertThat(Waiting.get(ended)).isFalse();
            Waiting.get(pair.accepted().whenClosed());
            Waiting.get(pair.client.whenClosed());
        }
    }

    @Test
    void shouldRefuseToCloseAServerOnOneOfItsThreads() {
        CompletableFuture<Pair> self = new CompletableFuture<>();
        CompletableFuture<Throwable> refusal = new CompletableFuture<>();
        try (Pair pair =
                Pair.hearing((session, message) -> self.thenAccept(it -> expectRefusal(refusal, it.server::close)))) {
            self.complete(pair);
            pair.client.send("close", Via.TCP);

            assertThat(Waiting.get(refusal)).isInstanceOf(IllegalStateException.class);
            Waiting.get(pair.client.send("it goes on", Via.TCP));
        }
    }

    @Test
    void shouldCompleteReceiptsOnTheSessionsThreadByUdpToo() {
        List<Session> clients = new ArrayList<>(); // several, so that not all live on the loop of the UDP port
        try (ChatServer server = Pair.serverBuilder()
                .threads(2)
                .onSession(session -> session.onMessage(message -> {
                    Thread mine = Thread.currentThread();
                    session.send("by UDP", Via.UDP, Fallback.NONE)
                            .thenRun(() -> session.send(
                                    Thread.currentThread() == mine ? "same thread" : "another thread", Via.TCP));
                }))
                .start()) {
            for (int i = 0; i < 4; i++) {
                Heard heard = new Heard();
                Session client = ChatClient.builder().listener(heard).connect(Pair.HOST, server.tcpPort());
                clients.add(client);
                Waiting.get(client.whenUdpUp());
                client.send("question", Via.TCP);

                assertThat(List.of(heard.message(), heard.message()))
                        .extracting(Message::text)
                        .containsExactlyInAnyOrder("by UDP", "same thread");
            }
            clients.forEach(Session::close);
        }
    }

    private static void expectRefusal(CompletableFuture<Throwable> refusal, Runnable wait) {
        try {
            wait.run();
            refusal.complete(new AssertionError("it waited"));
        } catch (IllegalStateException e) {
            refusal.complete(e);
        }
    }
}
