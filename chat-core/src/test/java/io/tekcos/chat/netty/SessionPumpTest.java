package io.tekcos.chat.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.Via;
import io.tekcos.chat.wire.Received;
import io.tekcos.chat.wire.Text;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Senders that go on whenever there is room again, on the session's own thread. */
class SessionPumpTest {

    private static final String TEXT = "x".repeat(30_000);

    private final EmbeddedServer server =
            new EmbeddedServer(Limits.builder().window(Limits.MIN_WINDOW).build());
    private EmbeddedStream stream;
    private NettySession session;
    private int rounds;

    @BeforeEach
    void join() throws Exception {
        stream = server.join();
        session = server.session();
    }

    @AfterEach
    void end() {
        server.close();
    }

    @Test
    void shouldGoOnForEverWhenEachRoundWaitsForTheNext() {
        pump();
        for (int i = 1; i <= 20; i++) {
            int sent = stream.sent().size();
            assertThat(sent).as("round %d", i).isPositive();
            stream.receive(new Received(session.counters().tcp().textsSent()));
            assertThat(rounds).isEqualTo(i + 1);
        }
        assertThat(stream.isOpen()).isTrue();
    }

    @Test
    void shouldHearOfRoomThatWasTakenAndGivenBackWithinOneRead() {
        AtomicReference<@Nullable CompletableFuture<Void>> writable = new AtomicReference<>();
        session.listen(
                event -> {
                    if (event instanceof Message) {
                        send();
                        writable.set(session.whenWritable());
                    }
                },
                null);
        session.send("x".repeat(40_000), Via.TCP, Fallback.TCP);
        assertThat(session.isWritable()).isTrue();
        stream.sent();

        stream.receive(new Text(1, 0, "take the rest of the room", false), new Received(1));

        assertThat(session.isWritable()).isTrue();
        assertThat(writable.get()).isCompleted();
    }

    private void send() {
        session.send(TEXT, Via.TCP, Fallback.TCP);
    }

    private void pump() {
        rounds++;
        while (session.isWritable()) {
            send();
        }
        session.whenWritable().thenRun(this::pump);
    }
}
