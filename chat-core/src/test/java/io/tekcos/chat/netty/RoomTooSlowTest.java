package io.tekcos.chat.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.Sending;
import io.tekcos.chat.model.Via;
import io.tekcos.chat.netty.EmbeddedRoom.Guest;
import io.tekcos.chat.wire.Bye;
import io.tekcos.chat.wire.Frame;
import io.tekcos.chat.wire.Left;
import io.tekcos.chat.wire.Member;
import io.tekcos.chat.wire.Received;
import io.tekcos.chat.wire.Text;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A member of a room that takes the least of windows, and acknowledges nothing. */
class RoomTooSlowTest {

    private static final String LARGE = "x".repeat(60_000);
    private static final int FIT = 2;

    private EmbeddedRoom hall;
    private Guest speaker;
    private Guest slow;
    private Guest other;

    @BeforeEach
    void open() throws Exception {
        hall = new EmbeddedRoom();
        speaker = hall.join("speaker");
        slow = hall.join("slow", Limits.MIN_WINDOW);
        other = hall.join("other");
        for (Guest guest : List.of(speaker, slow, other)) {
            guest.gets();
        }
    }

    @AfterEach
    void end() {
        hall.close();
    }

    @Test
    void shouldCloseTheSlowOneAndNobodyElse() {
        for (int i = 0; i <= FIT; i++) {
            speaker.says(new Text(i, 0, LARGE, false));
        }

        assertThat(slow.gets()).hasSize(FIT + 1).last().isInstanceOfSatisfying(Bye.class, bye -> {
            assertThat(bye.code()).isEqualTo(CloseCause.TOO_SLOW.code());
            assertThat(bye.text()).contains("window");
        });
        assertThat(other.gets()).hasSize(FIT + 1).allMatch(Text.class::isInstance);
        assertThat(speaker.gets()).last().isEqualTo(new Received(FIT + 1));
        assertThat(other.session.isWritable()).isTrue();
    }

    @Test
    void shouldTellTheOthersThatItLeft() {
        for (int i = 0; i <= FIT; i++) {
            speaker.says(new Text(i, 0, LARGE, false));
        }
        other.gets();
        slow.stream.pass(Limits.DEFAULTS.drain()); // it never answers BYE

        assertThat(slow.stream.isOpen()).isFalse();
        assertThat(slow.session.whenClosed())
                .isCompletedWithValueMatching(closed -> closed.cause() == CloseCause.TOO_SLOW);
        assertThat(other.gets()).containsExactly(new Left(2));
    }

    @Test
    void shouldKeepAMemberThatAcknowledgesInTime() {
        for (int i = 1; i <= 10 * FIT; i++) {
            speaker.says(new Text(i, 0, LARGE, false));
            assertThat(slow.gets()).singleElement().isInstanceOf(Text.class);
            slow.says(new Received(3 + i)); // MEMBER came three times before
        }

        assertThat(slow.stream.isOpen()).isTrue();
    }

    @Test
    void shouldCloseItForTheHostsTextsToo() {
        for (int i = 0; i < FIT; i++) {
            assertThat(hall.room.send(LARGE, Via.TCP, Fallback.TCP).get(slow.session))
                    .isNotDone();
        }
        Map<NettySession, Sending> refused = hall.room.send(LARGE, Via.TCP, Fallback.TCP);

        assertThat(refused.get(slow.session)).isCompletedExceptionally();
        assertThat(refused.get(other.session)).isNotDone();
        assertThat(code(slow.gets())).isEqualTo(CloseCause.TOO_SLOW.code());
        assertThat(other.gets()).hasSize(FIT + 1).allMatch(Text.class::isInstance);
    }

    @Test
    void shouldCloseItForWordOfAMemberToo() throws Exception {
        fill();

        Guest late = hall.join("late");

        assertThat(code(slow.gets())).isEqualTo(CloseCause.TOO_SLOW.code());
        assertThat(other.gets()).last().isEqualTo(new Member(4, "late"));
        assertThat(late.gets()).hasSize(4);
    }

    @Test
    void shouldCloseItForWordOfOneWhoLeftToo() {
        fill();

        other.stream.close();

        assertThat(code(slow.gets())).isEqualTo(CloseCause.TOO_SLOW.code());
        assertThat(speaker.gets()).last().isEqualTo(new Left(3));
    }

    @Test
    void shouldNotCloseItForWhatCannotBeSentAtAll() {
        hall.room.send("x".repeat(Limits.MAX_TEXT_BYTES + 1), Via.TCP, Fallback.TCP);
        hall.room.send("x".repeat(Limits.MIN_WINDOW), Via.TCP, Fallback.TCP);
        hall.room.send("\ud800", Via.TCP, Fallback.TCP);

        assertThat(slow.gets()).isEmpty();
        assertThat(slow.stream.isOpen()).isTrue();
    }

    @Test
    void shouldGoOnByUdpWithAMemberWhoseWindowIsFull() {
        slow.bind();
        fill();

        hall.room.send("quick", Via.UDP, Fallback.NONE);

        assertThat(slow.gets(hall.datagrams())).hasSize(1);
        assertThat(slow.gets()).allMatch(Text.class::isInstance);
    }

    /** Fills the slow one's window up to the last few bytes. */
    private void fill() {
        for (int i = 0; i < FIT; i++) {
            hall.room.send(LARGE, Via.TCP, Fallback.TCP);
        }
        int room = (int) (Limits.MIN_WINDOW - slow.session.counters().unacknowledgedBytes());
        hall.room.send("x".repeat(room - Text.OVERHEAD), Via.TCP, Fallback.TCP);
        assertThat(slow.session.counters().unacknowledgedBytes()).isEqualTo(Limits.MIN_WINDOW);
        other.gets();
        speaker.gets();
    }

    private static int code(List<Frame> frames) {
        return ((Bye) frames.get(frames.size() - 1)).code();
    }
}
