package io.tekcos.chat.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.model.MemberJoined;
import io.tekcos.chat.model.MemberLeft;
import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.Receipt;
import io.tekcos.chat.model.RoomMember;
import io.tekcos.chat.model.Sending;
import io.tekcos.chat.model.Via;
import io.tekcos.chat.tests.session.Hall.Guest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A few who talk, by TCP. */
class RoomTest {

    private final Hall hall = new Hall();

    @AfterEach
    void end() {
        hall.close();
    }

    @Test
    void shouldLetFiveTalkByName() {
        List<Guest> five = Stream.of("ada", "Ada", "host", "끝", "ada-2")
                .map(hall::join)
                .map(guest -> guest.knows(hall.room.members().size()))
                .toList();
        List<String> names = five.stream().map(Guest::name).toList();
        assertThat(names).containsExactly("ada", "Ada-2", "host-2", "끝", "ada-2-2");

        for (Guest guest : five) {
            Sending sending = guest.session().send("I am " + guest.name(), Via.TCP);
            assertThat(Waiting.get(sending).status()).isEqualTo(Receipt.Status.DELIVERED);
        }
        hall.room.send("welcome", Via.TCP).values().forEach(Waiting::get);

        for (Guest guest : five) {
            List<String> others = names.stream()
                    .filter(name -> !name.equals(guest.name()))
                    .map(name -> name + ": I am " + name)
                    .toList();
            assertThat(said(guest.heard()))
                    .startsWith(others.toArray(String[]::new))
                    .endsWith("host: welcome");
            assertThat(guest.heard().messages)
                    .hasSize(5)
                    .extracting(Message::id)
                    .doesNotHaveDuplicates();
        }
        assertThat(said(hall.atHost))
                .containsExactlyElementsOf(
                        names.stream().map(name -> name + ": I am " + name).toList());
    }

    @Test
    void shouldTellEverybodyWhoComesAndWhoLeaves() {
        Guest ann = hall.join("ann");
        Guest ben = hall.join("ben");

        assertThat(Waiting.take(ann.heard().joined)).isEqualTo(new MemberJoined(new RoomMember(1, "ann"), true));
        assertThat(Waiting.take(ann.heard().joined)).isEqualTo(new MemberJoined(new RoomMember(2, "ben"), false));
        assertThat(Waiting.take(ben.heard().joined)).isEqualTo(new MemberJoined(new RoomMember(2, "ben"), true));
        assertThat(Waiting.take(ben.heard().joined)).isEqualTo(new MemberJoined(new RoomMember(1, "ann"), false));
        assertThat(hall.accepted(ben).peer().name()).isEqualTo("ben");
        assertThat(hall.accepted(ben).members()).isEmpty();

        ben.session().close();

        assertThat(Waiting.take(ann.heard().left)).isEqualTo(new MemberLeft(new RoomMember(2, "ben")));
        assertThat(ann.session().members()).containsExactly(new RoomMember(1, "ann"));
        assertThat(hall.room.members()).containsExactly(new RoomMember(1, "ann"));
    }

    @Test
    void shouldHearWhoCameThenTheTextThenThatItsAuthorLeft() {
        Guest ann = hall.join("ann");
        for (int i = 0; i < 20; i++) {
            Guest passing = hall.join("passing");
            passing.session().send("text " + i, Via.TCP);
            passing.session().close();

            assertThat(ann.heard().message())
                    .extracting(Message::from, Message::text)
                    .containsExactly("passing", "text " + i);
            assertThat(Waiting.take(ann.heard().left).member().name()).isEqualTo("passing");
        }
        assertThat(ann.heard().joined).hasSize(21);
    }

    @Test
    void shouldGoOnWithoutAGuestWhoseConnectionBreaks() {
        Guest ann = hall.join("ann");
        Guest ben = hall.join("ben");

        hall.accepted(ben).closeNow();

        assertThat(Waiting.take(ann.heard().left).member().name()).isEqualTo("ben");
        assertThat(hall.room.send("who is left?", Via.TCP)).containsOnlyKeys(hall.accepted(ann));
        assertThat(ann.heard().message().text()).isEqualTo("who is left?");
    }

    private static List<String> said(Heard heard) {
        return heard.messages.stream()
                .map(message -> message.from() + ": " + message.text())
                .toList();
    }
}
