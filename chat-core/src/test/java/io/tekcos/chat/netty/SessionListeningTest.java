package io.tekcos.chat.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.model.SessionEvent;
import io.tekcos.chat.model.Via;
import io.tekcos.chat.wire.Bye;
import io.tekcos.chat.wire.Frame;
import io.tekcos.chat.wire.Received;
import io.tekcos.chat.wire.Skipped;
import io.tekcos.chat.wire.Text;
import io.tekcos.chat.wire.Welcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Listeners that come late, run on an executor, or change. */
class SessionListeningTest {

    private final EmbeddedServer server = new EmbeddedServer();
    private final List<SessionEvent> heard = server.heard;
    private final Queue<Runnable> executor = new ArrayDeque<>();

    @AfterEach
    void end() {
        server.close();
    }

    @Test
    void shouldKeepMessagesUnacknowledgedUntilThereIsAListener() throws Exception {
        EmbeddedStream stream = server.onSession(session -> {}).join();
        stream.receive(text(1), new Skipped(0xc0));
        stream.receive(text(3));
        assertThat(stream.sent()).isEmpty();

        server.session().listen(heard::add, null);

        assertThat(heard).containsExactly(message(1), message(3));
        assertThat(stream.sent()).containsExactly(new Received(3));
        stream.receive(text(4));
        assertThat(stream.sent()).containsExactly(new Received(4));
    }

    @Test
    void shouldKeepTheEndUntilThereIsAListenerButNoTextThatTheClientWasToldNobodyHeard() throws Exception {
        EmbeddedStream stream = server.onSession(session -> {}).join();
        stream.receive(text(1));
        stream.close();

        server.session().listen(heard::add, null);
        server.session().listen(heard::add, null);

        assertThat(heard).singleElement().isInstanceOf(SessionClosed.class);
    }

    @Test
    void shouldKeepTextsAndTheEndOfAClientsSessionUntilThereIsAListener() throws Exception {
        try (EmbeddedClient client = new EmbeddedClient().onSession(session -> {})) {
            client.stream.receive(EmbeddedServer.ack(1, 1), new Welcome(1, "server"), text(1));
            client.stream.close();

            client.session().listen(heard::add, null);

            assertThat(heard).hasSize(2).first().isEqualTo(new Message(1, "server", "text 1", Via.TCP, false));
            assertThat(heard.get(1)).isInstanceOf(SessionClosed.class);
        }
    }

    @Test
    void shouldAcknowledgeOnceWhatComesInOneReadWithTheEndOfTheHandshake() throws Exception {
        try (EmbeddedClient client = new EmbeddedClient()) {
            client.stream.receive(EmbeddedServer.ack(1, 1));
            client.stream.sent();

            client.stream.receive(new Welcome(1, "server"), text(1), text(2), text(3));

            assertThat(client.stream.sent()).containsExactly(new Received(3));
            assertThat(client.session().counters().tcp().bytesReceived())
                    .isEqualTo(Bytes.of(text(1), text(2), text(3)).length);
        }
    }

    @Test
    void shouldHandFurtherEventsToTheListenerThatReplacedAnother() throws Exception {
        List<SessionEvent> first = new ArrayList<>();
        EmbeddedStream stream = server.onSession(session -> session.listen(
                        event -> {
                            first.add(event);
                            session.listen(heard::add, null);
                        },
                        null))
                .join();

        stream.receive(text(1), text(2));

        assertThat(first).containsExactly(message(1));
        assertThat(heard).containsExactly(message(2));
    }

    @Test
    void shouldAcknowledgeAfterTheExecutorsTurnAndNotBefore() throws Exception {
        EmbeddedStream stream = joinListeningOnExecutor();
        stream.receive(text(1), text(2));
        assertThat(stream.sent()).isEmpty();
        assertThat(heard).isEmpty();

        drain(stream);

        assertThat(heard).containsExactly(message(1), message(2));
        List<Frame> sent = stream.sent();
        assertThat(sent.get(sent.size() - 1)).isEqualTo(new Received(2));
    }

    @Test
    void shouldGiveTheExecutorOneTurnAtATimeAndKeepTheOrder() throws Exception {
        EmbeddedStream stream = joinListeningOnExecutor();
        stream.receive(text(1));
        for (int id = 2; id <= 1000; id++) {
            stream.receive(text(id));
            assertThat(executor).hasSize(1);
        }
        assertThat(stream.sent()).isEmpty();

        drain(stream);

        assertThat(heard).hasSize(1000);
        for (int id = 1; id <= 1000; id++) {
            assertThat(heard.get(id - 1)).isEqualTo(message(id));
        }
        List<Frame> sent = stream.sent();
        assertThat(sent).hasSizeLessThan(10); // one a turn, not one a text
        assertThat(sent.get(sent.size() - 1)).isEqualTo(new Received(1000));
    }

    @Test
    void shouldEndOrderlyOnlyAfterTheExecutorsLastTurn() throws Exception {
        EmbeddedStream stream = joinListeningOnExecutor();
        stream.receive(text(1), text(2), new Bye(0, "", 0));
        assertThat(stream.sent()).containsExactly(new Bye(0, "", 0));
        assertThat(stream.isOutputShutdown()).isFalse();

        drain(stream);

        assertThat(stream.sent()).last().isEqualTo(new Received(2));
        assertThat(stream.isOutputShutdown()).isTrue();
        stream.endInput();
        drain(stream);
        assertThat(heard).hasSize(3).last().isInstanceOf(SessionClosed.class);
    }

    @Test
    void shouldGiveTheExecutorTheEndAfterWhatCameBefore() throws Exception {
        EmbeddedStream stream = joinListeningOnExecutor();
        stream.receive(text(1), text(2));

        stream.close();
        drain(stream);

        assertThat(heard).hasSize(3).startsWith(message(1), message(2));
        assertThat(heard.get(2))
                .isInstanceOfSatisfying(
                        SessionClosed.class,
                        closed -> assertThat(closed.cause()).isEqualTo(CloseCause.CONNECTION_LOST));
    }

    @Test
    void shouldAcknowledgeATextWhoseListenerThrewOnTheExecutor() throws Exception {
        EmbeddedStream stream = server.onSession(session -> session.listen(
                        event -> {
                            throw new Planned();
                        },
                        executor::add))
                .join();
        stream.receive(text(1));

        drain(stream);

        assertThat(stream.sent()).containsExactly(new Received(1));
    }

    @Test
    void shouldEndTheSessionWhenTheExecutorRejects() throws Exception {
        EmbeddedStream stream = server.onSession(session -> session.listen(heard::add, task -> {
                    throw new Planned.Rejection();
                }))
                .join();

        stream.receive(text(1), text(2));

        assertThat(stream.sent()).singleElement().isInstanceOfSatisfying(Bye.class, bye -> {
            assertThat(bye.code()).isEqualTo(CloseCause.INTERNAL_ERROR.code());
            assertThat(bye.received()).isZero();
        });
        stream.close();
        assertThat(server.session().whenClosed().join().cause()).isEqualTo(CloseCause.INTERNAL_ERROR);
    }

    @Test
    void shouldSendFromAnExecutorsTurn() throws Exception {
        EmbeddedStream stream = server.onSession(
                        session -> session.listen(event -> session.send("re", Via.TCP, Fallback.TCP), executor::add))
                .join();
        stream.receive(text(1));

        drain(stream);

        assertThat(stream.sent())
                .hasSize(2)
                .hasAtLeastOneElementOfType(Text.class)
                .contains(new Received(1));
    }

    @Test
    void shouldBoundWhatWaitsForASlowExecutorByTheWindow() throws Exception {
        EmbeddedStream stream = joinListeningOnExecutor();
        Text large = new Text(1, 0, "x".repeat(64 * 1024 - 17), false);
        for (int i = 0; i < Limits.DEFAULTS.window() / (64 * 1024); i++) {
            stream.receive(large);
        }
        assertThat(stream.sent()).isEmpty();

        stream.receive(text(1));

        assertThat(stream.sent())
                .singleElement()
                .isInstanceOfSatisfying(
                        Bye.class, bye -> assertThat(bye.code()).isEqualTo(CloseCause.WINDOW_EXCEEDED.code()));
    }

    private EmbeddedStream joinListeningOnExecutor() throws Exception {
        return server.onSession(session -> session.listen(heard::add, executor::add))
                .join();
    }

    private void drain(EmbeddedStream stream) {
        while (!executor.isEmpty()) {
            executor.remove().run();
            stream.runPendingTasks();
        }
    }

    private static Text text(long id) {
        return new Text(id, 0, "text " + id, false);
    }

    private static SessionEvent message(long id) {
        return new Message(id, "client", "text " + id, Via.TCP, false);
    }
}
