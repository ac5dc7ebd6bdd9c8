package io.tekcos.chat.tests.session;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.Session;
import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.Sending;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.model.SessionClosed.Initiator;
import io.tekcos.chat.model.Via;
import io.tekcos.chat.tests.session.Hall.Guest;
import io.tekcos.chat.tests.session.RawStream.RawFrame;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One member that does not keep up, while two others talk. */
class SlowMemberTest {

    private static final int MEMBER = 0xc3;
    private static final int TEXT = 0x41;
    private static final String LARGE = "x".repeat(60_000);
    private static final int WINDOW = 1024 * 1024;
    private static final int MORE_THAN_THE_WINDOW = 2 * WINDOW / LARGE.length();

    private final Hall hall = new Hall();
    private final CountDownLatch released = new CountDownLatch(1);
    private Guest speaker;
    private Guest other;

    @BeforeEach
    void begin() {
        speaker = hall.join("speaker");
        other = hall.join("other");
    }

    @AfterEach
    void end() {
        released.countDown();
        hall.close();
    }

    @Test
    void shouldCloseAMemberThatDoesNotReadAndTellItWhy() throws IOException {
        try (RawStream raw = new RawStream(hall.server.tcpPort())) {
            raw.greeted().send(RawStream.join("deaf", 1, WINDOW));
            other.knows(3);

            speak(MORE_THAN_THE_WINDOW, LARGE);

            RawFrame last = raw.read();
            int texts = 0;
            while (last.type() == RawStream.WELCOME || last.type() == MEMBER || last.type() == TEXT) {
                texts += last.type() == TEXT ? 1 : 0;
                last = raw.read();
            }
            assertThat(last.type()).isEqualTo(RawStream.BYE);
            assertThat(last.body().getShort()).isEqualTo((short) CloseCause.TOO_SLOW.code());
            assertThat(texts).isEqualTo(WINDOW / LARGE.length());
        }
        other.knows(2);
        assertThat(Waiting.take(other.heard().left).member().name()).isEqualTo("deaf");
        Waiting.get(speaker.session().send("still here", Via.TCP));
        assertThat(other.heard().message().text()).isEqualTo("still here");
    }

    @Test
    void shouldCloseAMemberWhoseListenerDoesNotReturnAndTellItWhy() {
        Guest blocked = join("blocked");

        speak(MORE_THAN_THE_WINDOW, LARGE);
        released.countDown();

        SessionClosed closed = Waiting.take(blocked.heard().closed);
        assertThat(closed.cause()).isEqualTo(CloseCause.TOO_SLOW);
        assertThat(closed.by()).isEqualTo(Initiator.PEER);
        assertThat(closed.text()).contains("window");
        other.knows(2);
        assertThat(speaker.heard().closed).isEmpty();
        assertThat(other.heard().closed).isEmpty();
    }

    @Test
    void shouldNotHoldUpTheOthersWhileItsListenerDoesNotReturn() {
        Guest blocked = join("blocked");

        speak(5_000, "a text of the usual kind, some sixty bytes long, like this one.");

        assertThat(released.getCount()).isEqualTo(1);
        assertThat(blocked.heard().messages).isEmpty();
        released.countDown();
        Waiting.until("it has caught up", () -> blocked.heard().messages.size() == 5_000);
        assertThat(blocked.heard().closed).isEmpty();
    }

    @Test
    void shouldNotHoldUpTheHost() {
        join("blocked");

        for (int i = 0; i < MORE_THAN_THE_WINDOW; i++) {
            Map<Session, Sending> sendings = hall.room.send(LARGE, Via.TCP);
            assertThat(sendings).hasEntrySatisfying(hall.accepted(other), Waiting::get);
            assertThat(other.heard().message()).extracting(Message::from).isEqualTo("host");
        }
    }

    @Test
    void shouldTellAMemberThatMissedATextNothingMoreEvenWhileTheServerIsBusy() {
        CountDownLatch atWork = new CountDownLatch(1);
        try (Hall busy = new Hall(builder -> builder.threads(1))) {
            Guest gone = busy.join("gone");
            Guest slow = busy.join("slow", busy.server.tcpPort(), client -> client.executor(blocked()));
            Session atServer = busy.accepted(slow);
            busy.accepted(gone).whenClosed().thenRun(() -> {
                atWork.countDown();
                Waiting.await(released); // on the server's only event loop
            });
            gone.session().closeNow();
            Waiting.await(atWork);

            int fit = WINDOW / LARGE.length();
            for (int i = 0; i < fit; i++) {
                assertThat(busy.room.send(LARGE, Via.TCP))
                        .hasEntrySatisfying(
                                atServer,
                                sending -> assertThat(sending.isAccepted()).isTrue());
            }
            assertThat(requireNonNull(busy.room.send(LARGE, Via.TCP).get(atServer))
                            .isAccepted())
                    .isFalse();
            assertThat(busy.room.send("there is room for this", Via.TCP)).doesNotContainKey(atServer);
            released.countDown();

            assertThat(Waiting.take(slow.heard().closed).cause()).isEqualTo(CloseCause.TOO_SLOW);
            assertThat(slow.heard().texts()).hasSize(fit).containsOnly(LARGE);
        }
    }

    /** A member whose listener waits for {@link #released}. */
    private Guest join(String name) {
        Guest guest = hall.join(name, hall.server.tcpPort(), client -> client.executor(blocked()));
        other.knows(3);
        return guest;
    }

    private Executor blocked() {
        return task -> Pair.THREADS.execute(() -> {
            Waiting.await(released);
            task.run();
        });
    }

    /** Says so many texts, each when the one before was delivered; the other hears them all. */
    private void speak(int count, String text) {
        for (int i = 0; i < count; i++) {
            Waiting.get(speaker.session().send(text, Via.TCP));
            assertThat(other.heard().message())
                    .extracting(Message::from, Message::text)
                    .containsExactly("speaker", text);
        }
    }
}
