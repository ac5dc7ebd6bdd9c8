package io.tekcos.chat.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.model.Limits;
import io.tekcos.chat.wire.SharedText;
import io.tekcos.chat.wire.Text;
import io.tekcos.chat.wire.WireException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A log that goes on with a peer whose window is smaller than what it holds. */
class OutboundSmallerWindowTest {

    private static final int SMALL = Limits.MIN_WINDOW;
    private static final int LARGE = 1024 * 1024;

    private final Outbound<String> outbound = new Outbound<>(LARGE);
    private final Random random = new Random(1);
    private final List<String> texts = new ArrayList<>();
    private final List<String> taken = new ArrayList<>();
    private final List<String> done = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 20, 1000})
    void shouldHoldBackWhatDoesNotFitWhenASessionGoesOnAsAnother(int atOnce) throws WireException {
        fill();
        OutboundBytes.takeTexts(outbound);
        renewWithSmallWindow();

        deliver(outbound, atOnce);
        assertThat(done).isEqualTo(texts);
        assertThat(outbound.unacknowledgedBytes()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 20, 1000})
    void shouldHoldBackWhatDoesNotFitWhenAProcessBeforeHasLeftMore(int atOnce) throws WireException {
        fill();
        List<byte[]> frames = new ArrayList<>();
        outbound.renew(0, 0, false, text -> {}, frames::addAll);
        Outbound<String> restored = new Outbound<>(SMALL);
        restored.restore(0, frames, true, frame -> texts.get(frames.indexOf(frame)));

        deliver(restored, atOnce);
        assertThat(done).isEqualTo(texts);
    }

    @Test
    void shouldGoOnFromAnywhereWhileSomeIsHeldBack() throws WireException {
        fill();
        renewWithSmallWindow();
        while (done.size() < texts.size()) {
            take(outbound);
            int reached = done.size() + random.nextInt(taken.size() - done.size() + 1);
            assertThat(outbound.goOnAfter(reached)).isEqualTo(taken.size() - reached);
            taken.subList(reached, taken.size()).clear();
            take(outbound);
            acknowledge(outbound, 1 + random.nextInt(10));
        }

        assertThat(done).isEqualTo(texts);
    }

    @Test
    void shouldHandOverNothingThatThePeerHasBeyondTheSmallerWindow() throws WireException {
        fill();
        for (String text : List.of("one", "two")) { // in one chunk
            texts.add(text);
            OutboundBytes.append(outbound, text);
        }
        OutboundBytes.takeTexts(outbound);
        outbound.setWindow(SMALL);
        outbound.goOnAfter(texts.size() - 1);

        assertThat(OutboundBytes.takeTexts(outbound)).isEmpty();
        outbound.onReceived(texts.size() - 1, done::add);
        assertThat(OutboundBytes.takeTexts(outbound)).containsExactly("two");
    }

    @Test
    void shouldCountAsSentOnlyWhatWasHandedOver() {
        fill();
        renewWithSmallWindow();
        take(outbound);
        List<String> unknown = new ArrayList<>();
        List<String> undelivered = new ArrayList<>();

        assertThat(outbound.sent()).isEqualTo(taken.size());
        outbound.abandon(unknown::add, undelivered::add);
        assertThat(unknown).isEqualTo(taken);
        assertThat(undelivered).isEqualTo(texts.subList(taken.size(), texts.size()));
    }

    @Test
    void shouldAcceptNothingUntilTheSmallerWindowHasRoom() throws WireException {
        append("x".repeat(SMALL / 2));
        append("x".repeat(SMALL / 2 - 2 * Text.OVERHEAD));
        assertThat(outbound.isWritable()).isTrue();
        renewWithSmallWindow();

        assertThat(outbound.isWritable()).isFalse();
        assertThat(OutboundBytes.append(outbound, "x")).isEqualTo(Outbound.FULL);
        take(outbound);
        assertThat(taken).isEqualTo(texts);
        outbound.onReceived(1, done::add);
        assertThat(outbound.isWritable()).isFalse();
        outbound.onReceived(2, done::add);
        assertThat(outbound.isWritable()).isTrue();
        assertThat(OutboundBytes.append(outbound, "x")).isPositive();
    }

    @Test
    void shouldAcceptMoreAtOnceWhenTheWindowIsLarger() {
        while (outbound.isWritable()) {
            append("x".repeat(1000));
        }
        outbound.setWindow(2 * LARGE);

        assertThat(outbound.isWritable()).isTrue();
        assertThat(OutboundBytes.append(outbound, "x".repeat(Limits.MAX_TEXT_BYTES)))
                .isPositive();
    }

    /** Short and long, own and shared with other logs, until the window is all but full. */
    private void fill() {
        while (outbound.isWritable()) {
            int most = random.nextInt(3) == 0 ? Limits.MAX_TEXT_BYTES : 3000;
            append(texts.size() + " " + "x".repeat(random.nextInt(most - 10)));
        }
    }

    private void append(String text) {
        texts.add(text);
        if (random.nextBoolean()) {
            OutboundBytes.append(outbound, text);
        } else {
            outbound.append(new SharedText(1, 0, "", text, text.length()).frame(false), true, text);
        }
    }

    private void renewWithSmallWindow() {
        outbound.renew(0, 0, false, text -> {}, frames -> {});
        outbound.setWindow(SMALL);
    }

    private void deliver(Outbound<String> log, int atOnce) throws WireException {
        while (done.size() < texts.size()) {
            take(log);
            acknowledge(log, atOnce);
        }
        assertThat(taken).isEqualTo(texts);
    }

    /** Exactly what fits is handed over. */
    private void take(Outbound<String> log) {
        taken.addAll(OutboundBytes.takeTexts(log));
        assertThat(taken).isEqualTo(texts.subList(0, taken.size()));
        assertThat(bytes(done.size(), taken.size())).isLessThanOrEqualTo(SMALL);
        if (taken.size() < texts.size()) {
            assertThat(bytes(done.size(), taken.size() + 1)).isGreaterThan(SMALL);
        }
    }

    private void acknowledge(Outbound<String> log, int texts) throws WireException {
        log.onReceived(Math.min(taken.size(), done.size() + texts), done::add);
    }

    private int bytes(int from, int to) {
        return texts.subList(from, to).stream()
                .mapToInt(text -> Text.OVERHEAD + text.length())
                .sum();
    }
}
