package io.tekcos.chat.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.Receipt;
import io.tekcos.chat.model.SendRefusedException;
import io.tekcos.chat.model.Via;
import io.tekcos.chat.model.WritabilityChanged;
import io.tekcos.chat.wire.Received;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SessionWritabilityTest {

    /** With its overhead, a quarter of the window. */
    private static final String QUARTER = "x".repeat(Limits.MIN_WINDOW / 4 - 17);

    private final EmbeddedServer server =
            new EmbeddedServer(Limits.builder().window(Limits.MIN_WINDOW).build());
    private EmbeddedStream stream;
    private NettySession session;

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
    void shouldCeaseToBeWritableWhenALongestTextHasNoRoomAndSaySoOnce() {
        send(QUARTER);
        assertThat(session.isWritable()).isTrue();
        send(QUARTER);
        assertThat(session.isWritable()).isFalse();
        send("still room for this");

        stream.sent();
        assertThat(server.heard).containsExactly(new WritabilityChanged(false));
    }

    @Test
    void shouldRefuseWhatDoesNotFitIntoTheWindowAndTakeWhatDoes() {
        send(QUARTER);
        send(QUARTER);
        send(QUARTER);

        CompletableFuture<Receipt> tooMuch = send(QUARTER + "x");
        CompletableFuture<Receipt> fits = send(QUARTER);
        CompletableFuture<Receipt> nothingFits = send("");

        assertThat(reason(tooMuch)).isEqualTo(SendRefusedException.Reason.BUFFER_FULL);
        assertThat(fits).isNotDone();
        assertThat(reason(nothingFits)).isEqualTo(SendRefusedException.Reason.BUFFER_FULL);
        assertThat(stream.sent()).hasSize(4);
        assertThat(session.counters().unacknowledgedBytes()).isEqualTo(Limits.MIN_WINDOW);
    }

    @Test
    void shouldBeWritableAgainWhenHalfOfTheRoomIsFree() {
        for (int i = 0; i < 4; i++) {
            send(QUARTER);
        }
        CompletableFuture<Void> writable = session.whenWritable();
        stream.sent();

        stream.receive(new Received(2));
        assertThat(session.isWritable()).isFalse();
        assertThat(writable).isNotDone();
        stream.receive(new Received(4));

        assertThat(session.isWritable()).isTrue();
        assertThat(writable).isCompleted();
        assertThat(server.heard).containsExactly(new WritabilityChanged(false), new WritabilityChanged(true));
        assertThat(session.whenWritable()).isCompleted();
    }

    @Test
    void shouldAcceptAgainWhatTheAcknowledgementsMadeRoomFor() {
        for (int round = 1; round <= 20; round++) {
            for (int i = 0; i < 4; i++) {
                assertThat(send(QUARTER)).isNotDone();
            }
            assertThat(stream.sent()).hasSize(4);
            stream.receive(new Received(4L * round));
        }
        assertThat(session.counters().tcp().textsAcknowledged()).isEqualTo(80);
    }

    private CompletableFuture<Receipt> send(String text) {
        return session.send(text, Via.TCP, Fallback.TCP);
    }

    private static SendRefusedException.Reason reason(CompletableFuture<Receipt> refused) {
        return Futures.failure(refused, SendRefusedException.class).reason();
    }
}
