package io.tekcos.chat.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.wire.Text;
import io.tekcos.chat.wire.WireException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Positions, acknowledgements and the window. */
class OutboundTest {

    private static final int WINDOW = Limits.MIN_WINDOW;

    private final Outbound<String> outbound = new Outbound<>(WINDOW);
    private final List<String> done = new ArrayList<>();

    @Test
    void shouldHandOverEachByteOnceAndInOrder() {
        append("a");
        append("b");
        assertThat(OutboundBytes.takeTexts(outbound)).containsExactly("a", "b");
        assertThat(OutboundBytes.takeTexts(outbound)).isEmpty();

        append("");
        append("\ud55c");
        assertThat(OutboundBytes.takeTexts(outbound)).containsExactly("", "\ud55c");
    }

    @Test
    void shouldWriteTheFrameThatItsReceiverReads() {
        outbound.append(77, 5, "hello", 5, false, "p");

        assertThat(OutboundBytes.takeFrames(outbound)).containsExactly(new Text(77, 5, "hello", false));
    }

    @Test
    void shouldCompleteCumulativelyAndInOrder() throws WireException {
        for (String text : List.of("a", "b", "c")) {
            append(text);
        }
        OutboundBytes.takeTexts(outbound);

        outbound.onReceived(2, done::add);
        assertThat(done).containsExactly("a", "b");
        outbound.onReceived(3, done::add);
        assertThat(done).containsExactly("a", "b", "c");
        assertThat(outbound.unacknowledgedBytes()).isZero();
    }

    @Test
    void shouldIgnoreAnAcknowledgementItHasHadBefore() throws WireException {
        append("a");
        append("b");
        OutboundBytes.takeTexts(outbound);
        outbound.onReceived(1, done::add);

        outbound.onReceived(1, done::add);
        outbound.onReceived(0, done::add);
        assertThat(done).containsExactly("a");
        assertThat(outbound.unacknowledgedBytes()).isEqualTo(Text.OVERHEAD + 1);
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 3, Long.MAX_VALUE, Long.MIN_VALUE, -1})
    void shouldRefuseAnAcknowledgementOfWhatWasNeverSentAndStayAsItWas(long position) throws WireException {
        append("sent");
        OutboundBytes.takeTexts(outbound);
        append("appended but not sent");
        long bytes = outbound.unacknowledgedBytes();

        assertThat(catchThrowableOfType(WireException.class, () -> outbound.onReceived(position, done::add))
                        .closeCause())
                .isEqualTo(CloseCause.IMPOSSIBLE_POSITION);
        assertThat(done).isEmpty();
        assertThat(outbound.unacknowledgedBytes()).isEqualTo(bytes);
        assertThat(OutboundBytes.takeTexts(outbound)).containsExactly("appended but not sent");
        outbound.onReceived(2, done::add);
        assertThat(done).containsExactly("sent", "appended but not sent");
    }

    @Test
    void shouldRefuseAPositionBeyondTheSignAfterOthersWereAcknowledged() throws WireException {
        append("one");
        append("two");
        OutboundBytes.takeTexts(outbound);
        outbound.onReceived(1, done::add);
        outbound.onReceived(2, done::add);

        assertThat(catchThrowableOfType(WireException.class, () -> outbound.onReceived(Long.MIN_VALUE, done::add))
                        .closeCause())
                .isEqualTo(CloseCause.IMPOSSIBLE_POSITION);
    }

    @Test
    void shouldNotCountAsAcknowledgedWhatWasAbandoned() throws WireException {
        append("heard");
        append("lost");
        OutboundBytes.takeTexts(outbound);
        outbound.onReceived(1, done::add);

        outbound.abandon(text -> {}, text -> {});

        assertThat(outbound.acknowledgedTexts()).isEqualTo(1);
        assertThat(outbound.texts()).isEqualTo(2);
    }

    @Test
    void shouldAcceptExactlyTheWindow() {
        int half = WINDOW / 2 - Text.OVERHEAD;
        assertThat(append("x".repeat(half))).isPositive();
        assertThat(append("x".repeat(half))).isPositive();

        assertThat(outbound.unacknowledgedBytes()).isEqualTo(WINDOW);
        assertThat(append("")).isEqualTo(Outbound.FULL);
    }

    @Test
    void shouldRefuseOneByteMoreThanTheWindowAndStayAsItWas() {
        int half = WINDOW / 2 - Text.OVERHEAD;
        append("x".repeat(half));

        assertThat(append("x".repeat(half + 1))).isEqualTo(Outbound.FULL);
        assertThat(outbound.unacknowledgedBytes()).isEqualTo(WINDOW / 2);
        assertThat(append("x".repeat(half))).isPositive();
    }

    @Test
    void shouldAcceptAgainWhenAcknowledged() throws WireException {
        while (append("x".repeat(1000)) > 0) {}
        OutboundBytes.takeTexts(outbound);
        outbound.onReceived(1, done::add);

        assertThat(append("x".repeat(1000))).isPositive();
        assertThat(append("x".repeat(1000))).isEqualTo(Outbound.FULL);
    }

    @Test
    void shouldAcceptNothingWhenClosedButSendWhatItHas() throws WireException {
        append("a");
        outbound.close();

        assertThat(append("b")).isEqualTo(Outbound.CLOSED);
        assertThat(OutboundBytes.takeTexts(outbound)).containsExactly("a");
        outbound.onReceived(1, done::add);
        assertThat(done).containsExactly("a");
    }

    @Test
    void shouldHandOverWhatStillWaitsWhenAbandoned() throws WireException {
        append("acknowledged");
        append("sent");
        OutboundBytes.takeTexts(outbound);
        outbound.onReceived(1, done::add);
        append("unsent");
        List<String> unknown = new ArrayList<>();
        List<String> undelivered = new ArrayList<>();
        outbound.abandon(unknown::add, undelivered::add);

        assertThat(done).containsExactly("acknowledged");
        assertThat(unknown).containsExactly("sent");
        assertThat(undelivered).containsExactly("unsent");
        assertThat(append("late")).isEqualTo(Outbound.CLOSED);
        assertThat(OutboundBytes.takeTexts(outbound)).isEmpty();
        assertThat(outbound.unacknowledgedBytes()).isZero();
        outbound.abandon(unknown::add, undelivered::add);
        assertThat(unknown).hasSize(1);
        assertThat(undelivered).hasSize(1);
    }

    private long append(String text) {
        return OutboundBytes.append(outbound, text);
    }
}
