package io.tekcos.chat.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.ChatClient;
import io.tekcos.chat.Session;
import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.PathState;
import io.tekcos.chat.model.Receipt;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.model.SessionClosed.Initiator;
import io.tekcos.chat.model.SessionClosedException;
import io.tekcos.chat.model.Via;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A connection that is cut on its way, and with it its session, which nobody wants to resume. */
class ConnectionLostTest {

    private static final SessionClosed LOST = new SessionClosed(CloseCause.CONNECTION_LOST, Initiator.NETWORK, "");

    private final Limits once = Limits.builder().resume(Duration.ZERO).build();
    private final Pair pair = // its own client goes straight to the server
            new Pair(builder -> builder.limits(once), builder -> builder.limits(once));
    private final Heard heard = new Heard();
    private CuttingProxy proxy;
    private Session cut;

    @BeforeEach
    void connect() throws IOException {
        proxy = new CuttingProxy(pair.server.tcpPort());
        cut = ChatClient.builder().limits(once).listener(heard).connect(Pair.HOST, proxy.port());
    }

    @AfterEach
    void end() throws IOException {
        cut.closeNow();
        proxy.close();
        pair.close();
    }

    @Test
    void shouldEndBothEndsAndLeaveOtherSessionsAlone() throws IOException {
        Waiting.until("both are there", () -> pair.server.counters().sessionsOpen() == 2);

        proxy.cut();

        assertThat(Waiting.take(heard.closed)).isEqualTo(LOST);
        assertThat(Waiting.get(cut.whenClosed())).isEqualTo(LOST);
        assertThat(cut.udp()).isEqualTo(PathState.DOWN);
        Waiting.until("the server noticed", () -> pair.server.counters().sessionsOpen() == 1);
        Waiting.get(pair.client.send("still here", Via.TCP));
        assertThat(heard.closed).isEmpty();
    }

    @Test
    void shouldCallTheFateOfAnUnacknowledgedTextUnknownAlthoughItArrived() throws IOException {
        CompletableFuture<String> arrived = new CompletableFuture<>();
        Waiting.until("both are there", () -> pair.server.sessions().size() == 2);
        pair.server.sessions().stream()
                .filter(session -> session.id().equals(cut.id()))
                .forEach(session -> session.onMessage(message -> arrived.complete(message.text())));
        proxy.swallowAnswers();

        CompletableFuture<Receipt> receipt = cut.send("arrives", Via.TCP);
        assertThat(Waiting.get(arrived)).isEqualTo("arrives");
        assertThat(receipt).isNotDone();
        proxy.cut();

        SessionClosedException why = Waiting.failure(receipt, SessionClosedException.class);
        assertThat(why.fateUnknown()).isTrue();
        assertThat(why.closed()).isEqualTo(LOST);
        assertThat(Waiting.failure(cut.send("late", Via.TCP), SessionClosedException.class)
                        .fateUnknown())
                .isFalse();
    }
}
