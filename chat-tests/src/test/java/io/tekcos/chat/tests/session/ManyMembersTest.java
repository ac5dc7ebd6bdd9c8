package io.tekcos.chat.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.RoomMember;
import io.tekcos.chat.model.Via;
import io.tekcos.chat.tests.session.Hall.Guest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A thousand members: all are told of all, and hear every text once and in the same order. */
class ManyMembersTest {

    private static final int MEMBERS = 1_000;
    private static final int SPEAKERS = 5;
    private static final int TEXTS_EACH = 8;
    private static final int TEXTS = SPEAKERS * TEXTS_EACH;

    private final Hall hall = new Hall();

    @AfterEach
    void end() {
        hall.close();
    }

    @Test
    void shouldHearEveryTextOnceAndInTheSameOrder() {
        List<Guest> all = new ArrayList<>();
        while (all.size() < MEMBERS) {
            all.add(hall.join("guest"));
        }
        Set<RoomMember> expected = Set.copyOf(hall.room.members());
        assertThat(expected).hasSize(MEMBERS);
        for (Guest guest : all) {
            guest.knows(MEMBERS);
            assertThat(Set.copyOf(guest.session().members())).isEqualTo(expected);
        }

        List<Guest> speakers = all.subList(0, SPEAKERS);
        for (int i = 0; i < TEXTS_EACH; i++) {
            for (Guest speaker : speakers) {
                speaker.session().send("text " + i, Via.TCP);
            }
        }

        List<Message> order = heardBy(all.get(MEMBERS - 1), TEXTS);
        assertThat(order).extracting(Message::id).doesNotHaveDuplicates();
        assertThat(order.stream().collect(Collectors.groupingBy(Message::from, Collectors.counting())))
                .hasSize(SPEAKERS)
                .containsValue((long) TEXTS_EACH);
        for (Guest listener : all.subList(SPEAKERS, MEMBERS)) {
            assertThat(heardBy(listener, TEXTS)).isEqualTo(order);
        }
        for (Guest speaker : speakers) {
            assertThat(heardBy(speaker, TEXTS - TEXTS_EACH))
                    .isEqualTo(order.stream()
                            .filter(message -> !message.from().equals(speaker.name()))
                            .toList());
        }
        leave(all);
    }

    private void leave(List<Guest> all) {
        Guest last = all.get(MEMBERS - 1);
        all.subList(0, MEMBERS - 1).parallelStream()
                .forEach(guest -> guest.session().close());
        last.knows(1);
        assertThat(last.heard().left).hasSize(MEMBERS - 1);
        assertThat(hall.room.members()).hasSize(1);
        last.session().close();
        Waiting.until("nobody is there", () -> hall.room.members().isEmpty());
    }

    private static List<Message> heardBy(Guest guest, int texts) {
        Waiting.until("all are heard", () -> guest.heard().messages.size() >= texts);
        return List.copyOf(guest.heard().messages);
    }
}
