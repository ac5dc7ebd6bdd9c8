package io.tekcos.chat.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.RoomMember;
import io.tekcos.chat.model.Via;
import io.tekcos.chat.tests.session.Hall.Guest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many members: all are told of all, and hear every text once and in the same order. */
class ManyMembersTest {

    private static final int AT_ONCE = 50;
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
        talk(200);
    }

    @Test
    @Tag("soak")
    void shouldHearEveryTextOnceAndInTheSameOrderInAThousand() {
        talk(1_000);
    }

    private void talk(int members) {
        List<Guest> all = new ArrayList<>();
        while (all.size() < members) {
            all.addAll(inParallel(AT_ONCE, i -> hall.join("guest")));
        }
        Set<RoomMember> expected = Set.copyOf(hall.room.members());
        assertThat(expected).hasSize(members);
        for (Guest guest : all) {
            guest.knows(members);
            assertThat(Set.copyOf(guest.session().members())).isEqualTo(expected);
        }

        List<Guest> speakers = all.subList(0, SPEAKERS);
        for (int i = 0; i < TEXTS_EACH; i++) {
            for (Guest speaker : speakers) {
                speaker.session().send("text " + i, Via.TCP);
            }
        }

        List<Message> order = heardBy(all.get(members - 1), TEXTS);
        assertThat(order).extracting(Message::id).doesNotHaveDuplicates();
        assertThat(order.stream().collect(Collectors.groupingBy(Message::from, Collectors.counting())))
                .hasSize(SPEAKERS)
                .containsValue((long) TEXTS_EACH);
        for (Guest listener : all.subList(SPEAKERS, members)) {
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
        Guest last = all.get(all.size() - 1);
        inParallel(all.size() - 1, i -> {
            all.get(i).session().close();
            return i;
        });
        last.knows(1);
        assertThat(last.heard().left).hasSize(all.size() - 1);
        assertThat(hall.room.members()).hasSize(1);
        last.session().close();
        Waiting.until("nobody is there", () -> hall.room.members().isEmpty());
    }

    private static <T> List<T> inParallel(int count, IntFunction<T> work) {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<CompletableFuture<T>> results = IntStream.range(0, count)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> work.apply(i), threads))
                    .toList();
            return results.stream().map(Waiting::get).toList();
        } finally {
            threads.shutdown();
        }
    }

    private static List<Message> heardBy(Guest guest, int texts) {
        Waiting.until("all are heard", () -> guest.heard().messages.size() >= texts);
        return List.copyOf(guest.heard().messages);
    }
}
