package io.tekcos.chat.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.RoomMember;
import io.tekcos.chat.model.Via;
import io.tekcos.chat.netty.EmbeddedRoom.Guest;
import io.tekcos.chat.wire.Bye;
import io.tekcos.chat.wire.Frame;
import io.tekcos.chat.wire.Left;
import io.tekcos.chat.wire.Member;
import io.tekcos.chat.wire.Resumed;
import io.tekcos.chat.wire.Text;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A member whose connection is lost. */
class RoomAwayTest {

    private static final String LARGE = "x".repeat(60_000);
    private static final int FIT = 2;
    private static final int NEWS = 3; // MEMBER came three times before

    private EmbeddedRoom hall;
    private Guest speaker;
    private Guest away;
    private Guest other;

    @BeforeEach
    void open() throws Exception {
        hall = new EmbeddedRoom(Limits.DEFAULTS);
        speaker = hall.join("speaker");
        away = hall.join("away", Limits.MIN_WINDOW);
        other = hall.join("other");
        for (Guest guest : List.of(speaker, away, other)) {
            guest.gets();
        }
        away.stream.pipeline().fireChannelInactive();
    }

    @AfterEach
    void end() {
        hall.close();
    }

    @Test
    void shouldStayAMemberAndHearEverythingWhenItComesBack() throws Exception {
        speaker.says(new Text(1, 0, "one", false));
        hall.room.send("two", Via.TCP, Fallback.TCP);
        hall.join("late");
        assertThat(hall.room.members()).extracting(RoomMember::name).contains("away");
        assertThat(other.gets()).noneMatch(Left.class::isInstance);

        List<Frame> sent = hall.resume(away, NEWS).sent();

        assertThat(sent.get(0)).isInstanceOf(Resumed.class);
        assertThat(texts(sent)).containsExactly("one", "two");
        assertThat(sent).hasSize(4).last().isInstanceOf(Member.class);
    }

    @Test
    void shouldBeHeardAgainWhenItComesBack() throws Exception {
        EmbeddedStream back = hall.resume(away, NEWS);

        back.receive(new Text(1, 0, "here again", false));

        assertThat(texts(other.gets())).containsExactly("here again");
    }

    @Test
    void shouldBeTooSlowWhenMoreIsSaidThanItsWindowHolds() throws Exception {
        for (int i = 0; i <= FIT; i++) {
            speaker.says(new Text(i, 0, LARGE, false));
        }
        other.gets();

        List<Frame> sent = hall.resume(away, NEWS).sent();

        assertThat(texts(sent)).hasSize(FIT);
        assertThat(sent)
                .last()
                .isInstanceOfSatisfying(Bye.class, bye -> assertThat(bye.code()).isEqualTo(CloseCause.TOO_SLOW.code()));
        assertThat(other.gets()).isEmpty();
    }

    @Test
    void shouldHaveLeftWhenItWasTooSlowAndDoesNotComeBackInTimeForAGoodbye() {
        for (int i = 0; i <= FIT; i++) {
            speaker.says(new Text(i, 0, LARGE, false));
        }
        other.gets();

        away.stream.pass(Limits.DEFAULTS.drain());

        assertThat(away.session.whenClosed())
                .isCompletedWithValueMatching(closed -> closed.cause() == CloseCause.TOO_SLOW);
        assertThat(other.gets()).containsExactly(new Left(2));
    }

    @Test
    void shouldHaveLeftWhenItsWaitIsOver() {
        away.stream.pass(Limits.DEFAULTS.resume().plus(Duration.ofSeconds(29)));
        assertThat(other.gets()).isEmpty();

        away.stream.pass(Duration.ofSeconds(1));

        assertThat(other.gets()).containsExactly(new Left(2));
        assertThat(hall.room.members()).extracting(RoomMember::name).containsExactly("speaker", "other");
    }

    private static List<String> texts(List<Frame> frames) {
        return frames.stream()
                .filter(Text.class::isInstance)
                .map(frame -> ((Text) frame).text())
                .toList();
    }
}
