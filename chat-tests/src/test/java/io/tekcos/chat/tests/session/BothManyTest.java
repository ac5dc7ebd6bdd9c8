package io.tekcos.chat.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.Receipt;
import io.tekcos.chat.model.SendRefusedException;
import io.tekcos.chat.model.SendRefusedException.Reason;
import io.tekcos.chat.model.Sending;
import io.tekcos.chat.model.SessionCounters.Both;
import io.tekcos.chat.model.Via;
import io.tekcos.chat.tests.session.Relayed.Direction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Many texts by both paths, while now one, now the other, now both are held back by chance. */
class BothManyTest {

    private static final int TEXTS = 5_000;
    private static final int MOST_IN_A_BATCH = 60;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @Test
    void shouldBeHeardOnceEachInBothDirections() throws IOException {
        try (Relayed relayed = new Relayed().udpUp()) {
            List<Sending> up = new ArrayList<>();
            List<Sending> down = new ArrayList<>();
            while (up.size() < TEXTS) {
                boolean upIsOpen = turn(relayed.toServer());
                boolean downIsOpen = turn(relayed.toClient());
                int batch = Math.min(1 + random.nextInt(MOST_IN_A_BATCH), TEXTS - up.size());
                for (int i = 0; i < batch; i++) {
                    up.add(send(relayed.toServer()));
                    down.add(send(relayed.toClient()));
                }
                awaitAll(up, relayed.toServer(), upIsOpen);
                awaitAll(down, relayed.toClient(), downIsOpen);
            }
            release(relayed.toServer());
            release(relayed.toClient());

            shouldBeHeardOnceEach(up, relayed.toServer());
            shouldBeHeardOnceEach(down, relayed.toClient());
        }
    }

    /** Holds neither path, one or both, by chance; returns whether one is open. */
    private boolean turn(Direction way) {
        boolean holdsUdp = random.nextBoolean();
        boolean holdsTcp = random.nextBoolean();
        if (holdsUdp) {
            way.udp().hold(RawDatagrams.COPY);
        } else {
            way.udp().release();
        }
        if (holdsTcp) {
            way.tcp().hold();
        } else {
            way.tcp().release();
        }
        return !(holdsUdp && holdsTcp);
    }

    /** By whichever path is open, all that was sent so far is heard. */
    private static void awaitAll(List<Sending> sent, Direction way, boolean isOpen) {
        if (isOpen) {
            Waiting.until("all are heard", () -> way.heard().messages.size() >= sent.size());
        }
    }

    /** Sends a text; where too many wait, everything is let go. */
    private static Sending send(Direction way) {
        while (true) {
            Sending sending = way.from().send("either way", Via.BOTH, Fallback.NONE);
            if (sending.isAccepted()) {
                return sending;
            }
            assertThat(Waiting.failure(sending, SendRefusedException.class).reason())
                    .isEqualTo(Reason.BUFFER_FULL);
            release(way);
            Waiting.get(way.from().whenWritable());
        }
    }

    private static void release(Direction way) {
        way.udp().release();
        way.tcp().release();
    }

    private void shouldBeHeardOnceEach(List<Sending> sent, Direction way) {
        for (Sending sending : sent) {
            assertThat(Waiting.get(sending)).isEqualTo(new Receipt(sending.id(), Via.BOTH, Receipt.Status.DELIVERED));
        }
        List<Message> heard = new ArrayList<>(way.heard().messages);
        Set<Long> ids = new HashSet<>();
        heard.forEach(message -> ids.add(message.id()));
        assertThat(heard).as("seed %d", seed).hasSize(TEXTS).allMatch(Message::both);
        assertThat(ids).as("seed %d", seed).hasSize(TEXTS);
        assertThat(sent).as("seed %d", seed).allMatch(sending -> ids.contains(sending.id()));

        Both both = way.to().counters().both();
        assertThat(both.tcpFirst().texts()).isPositive().isEqualTo(count(heard, Via.TCP));
        assertThat(both.udpFirst().texts()).isPositive().isEqualTo(count(heard, Via.UDP));
        assertThat(way.from().counters().both().textsSent()).isEqualTo(TEXTS);
        assertThat(way.to().counters().tcp().textsReceived())
                .as("those whose first copy came by TCP")
                .isEqualTo(both.tcpFirst().texts());
    }

    private static long count(List<Message> messages, Via via) {
        return messages.stream().filter(message -> message.via() == via).count();
    }
}
