package io.tekcos.chat.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.Session;
import io.tekcos.chat.SessionListener;
import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.PathChanged;
import io.tekcos.chat.model.Receipt;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.model.Via;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Listeners that throw, come late or are replaced. */
class ListenersTest {

    @Test
    void shouldHarmNobodyWhenTheyThrowAtEveryEvent() {
        try (Pair pair = new Pair(builder -> builder, builder -> builder.listener(new Throwing()))) {
            pair.udpUp();
            for (int i = 0; i < 3; i++) {
                assertThat(Waiting.get(pair.accepted().send("text", Via.TCP)).status())
                        .isEqualTo(Receipt.Status.DELIVERED);
            }
            Waiting.get(pair.accepted().send("datagram", Via.UDP));
            Waiting.get(pair.client.send("unharmed", Via.TCP));
            pair.client.close();
            assertThat(Waiting.take(pair.atServer.closed).by()).isEqualTo(SessionClosed.Initiator.PEER);
        }
    }

    @Test
    void shouldHarmNobodyWhenTheOneForNewSessionsThrows() {
        AtomicInteger begun = new AtomicInteger();
        try (Pair pair = new Pair(
                builder -> builder.onSession(session -> {
                    session.onMessage(message -> {});
                    begun.incrementAndGet();
                    throw new Planned();
                }),
                builder -> builder)) {
            Waiting.get(pair.client.send("text", Via.TCP));
            assertThat(begun).hasValue(1);
        }
    }

    @Test
    void shouldHearWhatCameBeforeThem() {
        CompletableFuture<Session> accepted = new CompletableFuture<>();
        try (Pair pair = new Pair(builder -> builder.onSession(accepted::complete), builder -> builder)) {
            CompletableFuture<Receipt> first = pair.client.send("first", Via.TCP);
            CompletableFuture<Receipt> second = pair.client.send("second", Via.TCP);
            Session session = Waiting.get(accepted);
            Waiting.until("both have come", () -> session.counters().tcp().textsReceived() == 2);
            assertThat(first).isNotDone();

            session.listen(pair.atServer);

            Waiting.get(first);
            Waiting.get(second);
            assertThat(pair.atServer.texts()).containsExactly("first", "second");
        }
    }

    @Test
    void shouldHearFromWhereTheyReplaceAnother() {
        Heard replacement = new Heard();
        try (Pair pair = new Pair()) {
            Waiting.get(pair.client.send("first", Via.TCP));
            pair.accepted().listen(replacement);
            Waiting.get(pair.client.send("either", Via.TCP)); // it may come before the loop has replaced the listener
            Waiting.get(pair.client.send("second", Via.TCP));

            assertThat(pair.atServer.texts()).startsWith("first").doesNotContain("second");
            assertThat(replacement.texts()).endsWith("second").doesNotContain("first");
            assertThat(pair.atServer.messages.size() + replacement.messages.size())
                    .isEqualTo(3);
        }
    }

    private static final class Planned extends RuntimeException {
        private static final long serialVersionUID = 1;

        Planned() {
            super("thrown on purpose by a test", null, false, false);
        }
    }

    private static final class Throwing implements SessionListener {
        @Override
        public void onMessage(Session session, Message message) {
            throw new Planned();
        }

        @Override
        public void onPathChanged(Session session, PathChanged change) {
            throw new Planned();
        }

        @Override
        public void onClosed(Session session, SessionClosed closed) {
            throw new Planned();
        }
    }
}
