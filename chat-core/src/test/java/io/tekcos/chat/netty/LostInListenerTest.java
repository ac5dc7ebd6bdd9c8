package io.tekcos.chat.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.SessionEvent;
import io.tekcos.chat.wire.Frame;
import io.tekcos.chat.wire.Received;
import io.tekcos.chat.wire.Resumed;
import io.tekcos.chat.wire.Text;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The connection is lost while the listener has a text in its hands. */
class LostInListenerTest {

    private final EmbeddedServer server = new EmbeddedServer(Limits.DEFAULTS);
    private final Queue<Runnable> executor = new ArrayDeque<>();
    private EmbeddedStream first;

    @BeforeEach
    void join() throws Exception {
        first = server.join();
    }

    @AfterEach
    void end() {
        server.close();
    }

    @Test
    void shouldGoOnBehindWhatWasHeardOfTheRead() throws Exception {
        server.session().listen(this::hearAndClose, null);

        first.receive(text(1), text(2), text(3));
        assertThat(server.session().isConnected()).isFalse();
        EmbeddedStream second = server.resume(1, 1, 0);
        List<Frame> answer = second.sent();
        int arrived = (int) ((Resumed) answer.get(0)).received();

        assertThat(arrived).isBetween(1, 3);
        assertThat(heardTexts()).hasSize(arrived);
        assertThat(answer.subList(1, answer.size())).containsExactly(new Received(arrived));
        for (int id = arrived + 1; id <= 4; id++) {
            second.receive(text(id));
            assertThat(second.sent()).containsExactly(new Received(id));
        }
        assertThat(heardTexts()).containsExactly("text 1", "text 2", "text 3", "text 4");
    }

    @Test
    void shouldAcknowledgeByTheNextConnectionWhatTheListenerStillHad() throws Exception {
        server.session().listen(server.heard::add, executor::add);
        first.receive(text(1), text(2));
        first.close();

        EmbeddedStream second = server.resume(1, 1, 0);
        assertThat(second.sent())
                .singleElement()
                .isInstanceOfSatisfying(
                        Resumed.class, answer -> assertThat(answer.received()).isEqualTo(2));
        executor.remove().run();

        assertThat(second.sent()).contains(new Received(2));
        assertThat(heardTexts()).containsExactly("text 1", "text 2");
    }

    private void hearAndClose(SessionEvent event) {
        server.heard.add(event);
        if (event instanceof Message) {
            first.close(); // again and again, which changes nothing
        }
    }

    private List<String> heardTexts() {
        return server.heard.stream()
                .filter(Message.class::isInstance)
                .map(event -> ((Message) event).text())
                .toList();
    }

    private static Text text(long id) {
        return new Text(id, 0, "text " + id, false);
    }
}
