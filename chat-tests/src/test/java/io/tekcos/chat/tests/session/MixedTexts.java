package io.tekcos.chat.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.Receipt;
import io.tekcos.chat.model.SendRefusedException;
import io.tekcos.chat.model.SendRefusedException.Reason;
import io.tekcos.chat.model.Sending;
import io.tekcos.chat.model.Via;
import io.tekcos.chat.tests.session.Relayed.Direction;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Texts in one direction by all three ways, in small batches so that no socket's buffer overflows. */
final class MixedTexts {

    static final int ROUNDS = 16;

    private static final int EACH = 20;

    /** So many standard deviations are never seen. */
    private static final double FAR = 7;

    private final Direction way;
    private final Map<Via, List<Sending>> sent = new EnumMap<>(Via.class);

    MixedTexts(Direction way) {
        this.way = way;
        for (Via via : Via.values()) {
            sent.put(via, new ArrayList<>());
        }
    }

    void sendSome() {
        for (int i = 0; i < EACH; i++) {
            for (Via via : Via.values()) {
                List<Sending> before = sent(via);
                before.add(send(via + " " + before.size(), via));
            }
        }
    }

    void awaitReceipts() {
        sent(Via.TCP).forEach(sending -> shouldBe(sending, Via.TCP, Receipt.Status.DELIVERED));
        sent(Via.UDP).forEach(sending -> shouldBe(sending, Via.UDP, Receipt.Status.SENT));
        sent(Via.BOTH).forEach(sending -> shouldBe(sending, Via.BOTH, Receipt.Status.DELIVERED));
    }

    /** Judges what was heard. */
    void shouldHaveArrived(double loss) {
        List<Message> heard = List.copyOf(way.heard().messages);
        assertThat(texts(heard, Via.TCP)).containsExactlyElementsOf(numbered(Via.TCP));
        assertThat(texts(heard, Via.BOTH)).containsExactlyInAnyOrderElementsOf(numbered(Via.BOTH));
        List<String> byUdp = texts(heard, Via.UDP);
        assertThat(byUdp).doesNotHaveDuplicates().isSubsetOf(numbered(Via.UDP));
        int texts = ROUNDS * EACH;
        double deviation = Math.sqrt(texts * loss * (1 - loss));
        assertThat((double) byUdp.size())
                .isBetween(texts * (1 - loss) - FAR * deviation, texts * (1 - loss) + FAR * deviation)
                .isLessThan(texts);
        assertThat(way.to().counters().both().udpFirst().texts())
                .isEqualTo(heard.stream()
                        .filter(message -> message.both() && message.via() == Via.UDP)
                        .count());
        assertThat(way.from().counters().udp().fallbacks()).isZero();
    }

    private List<Sending> sent(Via via) {
        return Objects.requireNonNull(sent.get(via));
    }

    /** Sends a text; a path that is down for once, as bad as it is, is waited for. */
    private Sending send(String text, Via via) {
        while (true) {
            Sending sending = way.from().send(text, via, Fallback.NONE);
            if (sending.isAccepted()) {
                return sending;
            }
            assertThat(Waiting.failure(sending, SendRefusedException.class).reason())
                    .isEqualTo(Reason.UDP_NOT_UP);
            Waiting.get(way.from().whenUdpUp());
        }
    }

    private static void shouldBe(Sending sending, Via via, Receipt.Status status) {
        assertThat(Waiting.get(sending)).isEqualTo(new Receipt(sending.id(), via, status));
    }

    private List<String> numbered(Via via) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < sent(via).size(); i++) {
            texts.add(via + " " + i);
        }
        return texts;
    }

    /** What was sent by a way, whichever way it came; the text says so. */
    private static List<String> texts(List<Message> heard, Via sentBy) {
        return heard.stream()
                .filter(message -> message.text().startsWith(sentBy + " "))
                .peek(message -> shouldHaveCome(message, sentBy))
                .map(Message::text)
                .toList();
    }

    private static void shouldHaveCome(Message message, Via sentBy) {
        assertThat(message.both()).isEqualTo(sentBy == Via.BOTH);
        if (sentBy != Via.BOTH) {
            assertThat(message.via()).isEqualTo(sentBy);
        }
    }
}
