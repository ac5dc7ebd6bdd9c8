package io.tekcos.chat.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.model.Limits;
import io.tekcos.chat.wire.SharedText;
import io.tekcos.chat.wire.Utf8;
import io.tekcos.chat.wire.WireException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is handed over again when there is another connection. */
class OutboundReplayTest {

    private static final int TEXTS = 12;

    private final Outbound<String> outbound = new Outbound<>(Limits.MIN_WINDOW);
    private final List<String> texts = new ArrayList<>();

    static LongStream positions() {
        return LongStream.rangeClosed(0, TEXTS);
    }

    @ParameterizedTest
    @MethodSource("positions")
    void shouldHandOverAgainAllAfterAPositionAndNothingElse(long position) {
        appendOfAllKinds();
        OutboundBytes.takeTexts(outbound);

        assertThat(outbound.goOnAfter(position)).isEqualTo(TEXTS - position);
        assertThat(OutboundBytes.takeTexts(outbound)).isEqualTo(after(position));
        assertThat(OutboundBytes.takeTexts(outbound)).isEmpty();
    }

    @Test
    void shouldSayThatACopyMayHaveArrivedBeforeItsFrameIsHandedOver() {
        append("by TCP");
        assertThat(outbound.mayHaveArrived()).isZero();
        outbound.append(8, 0, "by both", 7, true, "by both");
        append("by TCP");
        assertThat(outbound.mayHaveArrived()).isEqualTo(2);

        OutboundBytes.takeTexts(outbound);

        assertThat(outbound.mayHaveArrived()).isEqualTo(3);
    }

    @ParameterizedTest
    @MethodSource("positions")
    void shouldHandOverWhatWasNotSentBeforeBehindWhatWas(long position) {
        appendOfAllKinds();
        OutboundBytes.takeTexts(outbound);
        appendOfAllKinds();

        assertThat(outbound.goOnAfter(position)).as("how many are repeated").isEqualTo(TEXTS - position);
        append("and one more");
        assertThat(OutboundBytes.takeTexts(outbound)).isEqualTo(after(position));
    }

    @ParameterizedTest
    @MethodSource("positions")
    void shouldGoOnWhereverSomeAreAcknowledged(long acknowledged) throws WireException {
        appendOfAllKinds();
        OutboundBytes.takeTexts(outbound);
        outbound.onReceived(acknowledged, text -> {});

        for (long position = TEXTS; position >= acknowledged; position--) {
            outbound.goOnAfter(position);
            assertThat(OutboundBytes.takeTexts(outbound)).isEqualTo(after(position));
        }
    }

    @Test
    void shouldGoOnAfterAnythingBetweenWhatIsAcknowledgedAndWhatWasSent() throws WireException {
        appendOfAllKinds();
        OutboundBytes.takeTexts(outbound);
        outbound.onReceived(5, text -> {});
        append("never sent");

        assertThat(LongStream.range(-2, TEXTS + 3).filter(outbound::canGoOnAfter))
                .containsExactly(5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L);
        assertThat(outbound.canGoOnAfter(Long.MIN_VALUE)).isFalse();
        assertThat(outbound.canGoOnAfter(Long.MAX_VALUE)).isFalse();
        assertThat(outbound.sent()).isEqualTo(TEXTS);
    }

    @Test
    void shouldRepeatNothingInALogThatIsEmpty() {
        assertThat(outbound.canGoOnAfter(0)).isTrue();
        assertThat(outbound.canGoOnAfter(1)).isFalse();
        assertThat(outbound.goOnAfter(0)).isZero();
        assertThat(OutboundBytes.takeTexts(outbound)).isEmpty();
    }

    @Test
    void shouldForgetWhereItWantedToGoOnBeforeAndDidNot() {
        append("one");
        append("two");
        OutboundBytes.takeTexts(outbound);
        outbound.goOnAfter(0);
        outbound.goOnAfter(2);
        append("three");

        assertThat(OutboundBytes.takeTexts(outbound)).containsExactly("three");
    }

    @Test
    void shouldRepeatWhatStandsInASmallChunkThatIsUsedAgain() throws WireException {
        for (int i = 1; i <= 50; i++) {
            append("text " + i);
            OutboundBytes.takeTexts(outbound);
            outbound.goOnAfter(i - 1);
            assertThat(OutboundBytes.takeTexts(outbound)).containsExactly("text " + i);
            outbound.onReceived(i, text -> {});
        }
    }

    @Test
    void shouldTakeAnAcknowledgementOfWhatItHasNotRepeatedYet() throws WireException {
        appendOfAllKinds();
        OutboundBytes.takeTexts(outbound);
        outbound.goOnAfter(3);
        List<String> done = new ArrayList<>();
        outbound.onReceived(4, done::add); // it was acknowledged by the connection before, and that came late

        assertThat(done).isEqualTo(texts.subList(0, 4));
        assertThat(outbound.unacknowledgedBytes()).isPositive();
    }

    @Test
    void shouldKnowWhatWasSentByAnyConnectionWhenItIsAbandoned() throws WireException {
        append("heard");
        append("sent");
        OutboundBytes.takeTexts(outbound);
        outbound.onReceived(1, text -> {});
        outbound.goOnAfter(1);
        append("unsent");
        List<String> unknown = new ArrayList<>();
        List<String> undelivered = new ArrayList<>();
        outbound.abandon(unknown::add, undelivered::add);

        assertThat(unknown).containsExactly("sent");
        assertThat(undelivered).containsExactly("unsent");
        assertThat(OutboundBytes.takeTexts(outbound)).isEmpty();
    }

    /** A thousand random lives of a log, against a plain list. */
    @Test
    void shouldDoAsAPlainListWould() throws WireException {
        for (int seed = 0; seed < 1000; seed++) {
            new Model(seed).live();
        }
    }

    private static final class Model {
        private final int seed;
        private final Random random;
        private final Outbound<String> outbound = new Outbound<>(Limits.MIN_WINDOW);
        private final List<String> all = new ArrayList<>();
        private final List<String> acknowledged = new ArrayList<>();
        private int taken;
        private int sent;

        Model(int seed) {
            this.seed = seed;
            random = new Random(seed);
        }

        void live() throws WireException {
            for (int step = 0; step < 60; step++) {
                switch (random.nextInt(5)) {
                    case 0, 1 -> append();
                    case 2 -> take();
                    case 3 -> acknowledge();
                    default -> goOn();
                }
            }
            end();
        }

        private void append() {
            int size = random.nextInt(4) == 0 ? random.nextInt(5000) : random.nextInt(100);
            String text = all.size() + " " + "x".repeat(size);
            long position = random.nextBoolean()
                    ? OutboundBytes.append(outbound, text)
                    : outbound.append(new SharedText(1, 0, "", text, Utf8.size(text)).frame(false), true, text);
            if (position != Outbound.FULL) {
                all.add(text);
                assertThat(position).as("seed %d", seed).isEqualTo(all.size());
            }
        }

        private void take() {
            assertThat(OutboundBytes.takeTexts(outbound)).as("seed %d", seed).isEqualTo(all.subList(taken, all.size()));
            taken = all.size();
            sent = all.size();
        }

        /** Up to something that was handed over by this connection. */
        private void acknowledge() throws WireException {
            int most = Math.min(taken, sent);
            if (most > acknowledged.size()) {
                int position = acknowledged.size() + random.nextInt(most - acknowledged.size() + 1);
                outbound.onReceived(position, acknowledged::add);
                assertThat(acknowledged).as("seed %d", seed).isEqualTo(all.subList(0, position));
            }
        }

        private void goOn() {
            int position = acknowledged.size() + random.nextInt(sent - acknowledged.size() + 1);
            assertThat(outbound.canGoOnAfter(position)).as("seed %d", seed).isTrue();
            assertThat(outbound.goOnAfter(position)).as("seed %d", seed).isEqualTo(sent - position);
            taken = position;
        }

        private void end() {
            List<String> unknown = new ArrayList<>();
            List<String> undelivered = new ArrayList<>();
            outbound.abandon(unknown::add, undelivered::add);
            assertThat(unknown).as("seed %d", seed).isEqualTo(all.subList(acknowledged.size(), sent));
            assertThat(undelivered).as("seed %d", seed).isEqualTo(all.subList(sent, all.size()));
        }
    }

    /** Short and long, own and shared with other logs. */
    private void appendOfAllKinds() {
        IntStream.range(0, TEXTS / 4).forEach(i -> {
            append("own " + i);
            share("copied " + i);
            append(i + "o".repeat(3000));
            share(i + "s".repeat(3000));
        });
    }

    private void append(String text) {
        OutboundBytes.append(outbound, text);
        texts.add(text);
    }

    private void share(String text) {
        outbound.append(new SharedText(1, 0, "", text, text.length()).frame(false), true, text);
        texts.add(text);
    }

    private List<String> after(long position) {
        return texts.subList((int) position, texts.size());
    }
}
