package io.tekcos.chat.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.ChatServer;
import io.tekcos.chat.Session;
import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.FatesUnknown;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.Sending;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.model.SessionClosed.Initiator;
import io.tekcos.chat.model.Via;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The end of a server whose client is away. */
class ServerCloseAwayTest {

    private static final Duration LONG = Duration.ofHours(1); // nobody waits for it

    private static Stream<Named<Consumer<ChatServer>>> ways() {
        return Stream.of(
                Named.of("close", ChatServer::close),
                Named.of("close within a time", server -> server.close(LONG)),
                Named.of("closeNow", ChatServer::closeNow));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void shouldEndASessionWithoutAConnectionOnceAndSayWhatBecameOfEachText(Consumer<ChatServer> close)
            throws IOException {
        try (Parted parted = new Parted(Limits.builder().drain(LONG).build(), Limits.DEFAULTS)) {
            Session away = parted.accepted();
            parted.proxy.swallowAnswers();
            Sending touched = away.send("touched", Via.TCP, Fallback.TCP);
            Waiting.until("it has left", () -> away.counters().tcp().textsSent() == 1 && parted.hasAnswered("touched"));
            parted.part();
            Sending untouched = away.send("untouched", Via.TCP, Fallback.TCP);
            assertThat(parted.server.counters().sessionsDetached()).isEqualTo(1);

            close.accept(parted.server);

            SessionClosed closed = new SessionClosed(CloseCause.GOODBYE, Initiator.LOCAL, "");
            assertThat(parted.atServer.closed).containsExactly(closed);
            assertThat(parted.atServer.fates).containsExactly(new FatesUnknown(List.of(touched.id())));
            assertThat(Waiting.get(away.whenClosed())).isEqualTo(closed);
            Parted.shouldHaveFailed(List.of(touched), true);
            Parted.shouldHaveFailed(List.of(untouched), false);
            assertThat(parted.server.sessions()).isEmpty();
            assertThat(parted.server.counters().sessionsOpen()).isZero();
            assertThat(parted.server.counters().sessionsDetached()).isZero();
        }
    }
}
