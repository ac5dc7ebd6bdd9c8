package io.tekcos.chat.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.Via;
import io.tekcos.chat.wire.Bye;
import io.tekcos.chat.wire.Received;
import io.tekcos.chat.wire.Text;
import org.junit.jupiter.api.Test;

/** A peer that does not read: what it is owed waits within the window, not in the channel. */
class SessionUnreadTest {

    @Test
    void shouldKeepTextsAndAcknowledgementsBackUntilTheChannelTakesThem() throws Exception {
        try (EmbeddedServer server = new EmbeddedServer()) {
            EmbeddedStream stream = server.join();
            stream.sent();
            setWritable(stream, false);

            server.session().send("waits", Via.TCP, Fallback.TCP);
            stream.receive(new Text(1, 0, "one", false));
            stream.receive(new Text(2, 0, "two", false));
            assertThat(stream.sent()).isEmpty();

            setWritable(stream, true);
            assertThat(stream.sent())
                    .hasSize(2)
                    .first()
                    .isInstanceOfSatisfying(
                            Text.class, text -> assertThat(text.text()).isEqualTo("waits"));
            assertThat(server.session().counters().tcp().textsAcknowledged()).isZero();
        }
    }

    @Test
    void shouldNotBelieveAnAcknowledgementOfWhatStillWaits() throws Exception {
        try (EmbeddedServer server = new EmbeddedServer()) {
            EmbeddedStream stream = server.join();
            stream.sent();
            setWritable(stream, false);
            server.session().send("waits", Via.TCP, Fallback.TCP);
            stream.runPendingTasks();

            stream.receive(new Received(1));

            assertThat(stream.sent())
                    .last()
                    .isInstanceOfSatisfying(
                            Bye.class, bye -> assertThat(bye.code()).isEqualTo(CloseCause.IMPOSSIBLE_POSITION.code()));
        }
    }

    private static void setWritable(EmbeddedStream stream, boolean writable) {
        stream.unsafe().outboundBuffer().setUserDefinedWritability(1, writable);
        stream.runPendingTasks();
    }
}
