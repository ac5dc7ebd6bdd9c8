package io.tekcos.chat.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.ChatClient;
import io.tekcos.chat.ChatServer;
import io.tekcos.chat.Session;
import io.tekcos.chat.model.Durability;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.Receipt;
import io.tekcos.chat.model.Sending;
import io.tekcos.chat.model.Via;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server is started again and accepts less at once than what a client's outbox holds for it. */
class SmallerWindowTest {

    private static final Limits SMALL =
            Limits.builder().window(Limits.MIN_WINDOW).build();
    private static final int TEXTS = 300;
    private static final int BYTES = 3_000;

    @TempDir
    private Path directory;

    private final Heard atServer = new Heard();
    private final Heard atClient = new Heard();
    private final CountDownLatch heeded = new CountDownLatch(1); // before, the server started again hears nothing
    private final List<String> texts = new ArrayList<>();
    private final List<Sending> sent = new ArrayList<>();
    private String notes = "server";
    private ChatServer server;
    private CuttingProxy proxy;

    @BeforeEach
    void start() throws IOException {
        server = serverBuilder(Limits.DEFAULTS).start();
        proxy = new CuttingProxy(server.tcpPort());
    }

    @AfterEach
    void end() throws IOException {
        heeded.countDown();
        proxy.close();
        server.closeNow();
    }

    @Test
    void shouldDeliverAllWhenTheClientIsStillThere() throws IOException {
        Session session = connect();
        cut();
        fill(session);
        restartServer();
        heedOnceAWindowIsFull();

        assertDelivered(sent);
        assertThat(atClient.closed).isEmpty();
        Waiting.get(session.send("and more", Via.TCP));
        session.close();
    }

    @Test
    void shouldDeliverAllWhenTheClientIsStartedAgainToo() throws IOException {
        Session first = connect();
        cut();
        fill(first);
        first.closeNow();
        Waiting.take(atClient.closed);
        restartServer();
        Session second = connect();
        heedOnceAWindowIsFull();

        assertThat(second.restored()).hasSize(TEXTS);
        assertDelivered(second.restored());
        assertThat(atClient.closed).isEmpty();
        second.close();
    }

    @Test
    void shouldDeliverAllBeforeGoodbye() throws IOException {
        Session first = connect();
        cut();
        fill(first);
        first.closeNow();
        Waiting.take(atClient.closed);
        restartServer();
        heeded.countDown();
        connect().close();

        assertThat(atServer.texts()).isEqualTo(texts);
        Session third = connect();
        assertThat(third.restored()).isEmpty();
        third.close();
    }

    @Test
    void shouldDeliverWhatWasHeldBackWhenTheServerForgetsTheSession() throws IOException {
        Session first = connect();
        cut();
        fill(first);
        first.closeNow();
        Waiting.take(atClient.closed);
        restartServer();
        Session second = connect();
        awaitFullWindow();
        cut();
        notes = "of another machine";
        restartServer();

        List<Long> unknown = Waiting.take(atClient.fates).ids();
        heeded.countDown();

        assertThat(unknown).hasSizeBetween(1, Limits.MIN_WINDOW / BYTES);
        assertThat(second.restored()).extracting(Sending::id).startsWith(unknown.toArray(Long[]::new));
        second.restored()
                .subList(unknown.size(), TEXTS)
                .forEach(sending -> assertThat(Waiting.get(sending).status()).isEqualTo(Receipt.Status.DELIVERED));
        List<String> heldBack = texts.subList(unknown.size(), TEXTS);
        assertThat(atServer.texts()).filteredOn(heldBack::contains).isEqualTo(heldBack);
        second.close();
    }

    private void fill(Session session) {
        for (int number = 0; number < TEXTS; number++) {
            String text = number + "x".repeat(BYTES);
            texts.add(text);
            sent.add(session.send(text, Via.TCP));
        }
        assertThat(session.counters().unacknowledgedBytes()).isGreaterThan(6L * Limits.MIN_WINDOW);
    }

    private void assertDelivered(List<Sending> sendings) {
        sendings.forEach(sending -> assertThat(Waiting.get(sending).status()).isEqualTo(Receipt.Status.DELIVERED));
        assertThat(atServer.texts()).isEqualTo(texts);
    }

    private void cut() throws IOException {
        proxy.refuse(true);
        proxy.cut();
        Waiting.take(atClient.reconnecting);
    }

    private void restartServer() throws IOException {
        server.closeNow();
        server = serverBuilder(SMALL)
                .executor(task -> Pair.THREADS.execute(() -> {
                    Waiting.await(heeded);
                    task.run();
                }))
                .start();
        proxy.leadTo(server.tcpPort());
        proxy.refuse(false);
    }

    /** Nothing is acknowledged before, so that whatever comes beyond a window is too much. */
    private void heedOnceAWindowIsFull() {
        awaitFullWindow();
        heeded.countDown();
    }

    private void awaitFullWindow() {
        Waiting.until(
                "a window is full",
                () -> server.sessions().stream()
                        .anyMatch(session -> session.counters().tcp().bytesReceived() > Limits.MIN_WINDOW - 2 * BYTES));
    }

    private ChatServer.Builder serverBuilder(Limits limits) {
        return Pair.serverBuilder()
                .limits(limits)
                .outbox(directory.resolve(notes), Durability.WRITE)
                .onSession(session -> session.listen(atServer));
    }

    private Session connect() {
        return ChatClient.builder()
                .listener(atClient)
                .outbox(directory.resolve("client"), Durability.WRITE)
                .connect(Pair.HOST, proxy.port());
    }
}
