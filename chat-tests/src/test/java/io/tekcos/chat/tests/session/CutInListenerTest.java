package io.tekcos.chat.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.ChatClient;
import io.tekcos.chat.ChatServer;
import io.tekcos.chat.Session;
import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.Receipt;
import io.tekcos.chat.model.Via;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The connection is lost while a listener has a text in its hands. */
class CutInListenerTest {

    private static final int TEXTS = 500;

    private final Queue<String> heard = new ConcurrentLinkedQueue<>();
    private volatile @Nullable CuttingProxy proxy;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldLoseAndDoubleNothing(boolean onExecutor) throws IOException {
        ChatServer.Builder builder = Pair.serverBuilder().onSession(session -> session.onMessage(this::hear));
        if (onExecutor) {
            builder.executor(Pair.THREADS);
        }
        Heard atClient = new Heard();
        try (ChatServer server = builder.start();
                CuttingProxy between = new CuttingProxy(server.tcpPort());
                Session client = ChatClient.builder().listener(atClient).connect(Pair.HOST, between.port())) {
            proxy = between;
            List<String> texts =
                    IntStream.range(0, TEXTS).mapToObj(i -> "text " + i).toList();
            List<CompletableFuture<Receipt>> receipts = texts.stream()
                    .<CompletableFuture<Receipt>>map(text -> client.send(text, Via.TCP))
                    .toList();
            receipts.forEach(Waiting::get);

            assertThat(heard).containsExactlyElementsOf(texts);
            assertThat(client.counters().resumes()).isPositive();
            assertThat(atClient.fates).isEmpty();
        }
    }

    private void hear(Message message) {
        heard.add(message.text());
        if (message.text().endsWith("50")) {
            cut();
        }
    }

    private void cut() {
        CuttingProxy between = proxy;
        if (between != null) {
            try {
                between.cut();
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
    }
}
