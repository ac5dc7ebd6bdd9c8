package io.tekcos.chat.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tekcos.chat.model.JournalException;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.wire.Frame;
import io.tekcos.chat.wire.Left;
import io.tekcos.chat.wire.Skipped;
import io.tekcos.chat.wire.Text;
import io.tekcos.chat.wire.WireException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A log whose session another takes the place of, in which the positions begin anew. */
class OutboundRenewalTest {

    private static final int WINDOW = 1024 * 1024;
    private static final int TEXTS = 6;
    private static final int SENT = 4;

    private final Outbound<String> outbound = new Outbound<>(WINDOW);
    private final List<String> gone = new ArrayList<>();
    private final List<byte[]> kept = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void shouldGoOnAfterAnyPositionThatThePeerCanHave(int heard) throws WireException {
        IntStream.rangeClosed(1, SENT).forEach(number -> append(text(number)));
        OutboundBytes.takeTexts(outbound);
        IntStream.rangeClosed(SENT + 1, TEXTS).forEach(number -> append(text(number)));
        renew(heard, true);

        assertThat(gone)
                .isEqualTo(IntStream.rangeClosed(1, heard).mapToObj(this::text).toList());
        assertThat(kept).hasSize(TEXTS - heard);
        assertThat(outbound.sent()).isZero();
        List<Frame> frames = OutboundBytes.takeFrames(outbound);
        assertThat(frames)
                .isEqualTo(IntStream.rangeClosed(heard + 1, TEXTS)
                        .mapToObj(number -> new Text(1, 0, text(number), false, number <= SENT))
                        .toList());
        outbound.onReceived(TEXTS - heard, gone::add);
        assertThat(gone).hasSize(TEXTS);
        assertThat(outbound.unacknowledgedBytes()).isZero();
        assertThat(outbound.texts()).isEqualTo(TEXTS);
    }

    @Test
    void shouldKeepTheMarkOfATextThatIsSentByAThirdSession() {
        append("text");
        OutboundBytes.takeTexts(outbound);
        renew(0, true);
        renew(0, true);

        assertThat(OutboundBytes.takeFrames(outbound)).containsExactly(new Text(1, 0, "text", false, true));
    }

    @Test
    void shouldGoOnAlthoughItsJournalCouldNotKeepMore() {
        RefusingJournal full = new RefusingJournal();
        Outbound<String> log = new Outbound<>(WINDOW, full);
        log.append(1, 0, "x".repeat(900), 900, false, "first"); // so the second needs another chunk
        full.refuses = true;
        assertThatThrownBy(() -> log.append(2, 0, "y".repeat(900), 900, false, "second"))
                .isInstanceOf(JournalException.class);
        full.refuses = false;
        log.renew(0, 0, false, gone::add, kept::addAll);

        assertThat(kept).hasSize(1);
        assertThat(OutboundBytes.takeFrames(log)).containsExactly(new Text(1, 0, "x".repeat(900), false, false));
    }

    @Test
    void shouldKnowThatAnotherProcessHasSentNothingInASessionThatHasJustBegun() throws WireException {
        append("a");
        append("b");
        outbound.renew(0, 0, false, gone::add, kept::addAll);
        Outbound<String> restored = new Outbound<>(WINDOW);
        restored.restore(0, List.copyOf(kept), false, frame -> "left");
        assertThat(restored.sent()).isZero();
        restored.renew(restored.sent(), 0, true, gone::add, kept::addAll);

        assertThat(gone).isEmpty();
        assertThat(OutboundBytes.takeTexts(restored)).hasSize(2);
    }

    /** Keeps nothing, and at times says so. */
    private static final class RefusingJournal extends NoJournal {
        private boolean refuses;

        @Override
        public void appended(byte[] bytes, int offset, int length) {
            if (refuses) {
                throw new JournalException(JournalException.Reason.STORAGE, "no room", null);
            }
        }
    }

    @Test
    void shouldLeaveOutWhatIsNoText() throws WireException {
        append("one");
        outbound.append(new Left(1).toBytes(), false, null);
        append("two");
        outbound.append(new Left(2).toBytes(), false, null);
        append("three");
        OutboundBytes.takeFrames(outbound);
        outbound.onReceived(2, gone::add);
        renew(3, true);

        assertThat(kept).hasSize(1);
        assertThat(gone).containsExactly("one", "two");
        assertThat(OutboundBytes.takeFrames(outbound)).containsExactly(new Text(1, 0, "three", false, true));
        assertThat(outbound.texts()).isEqualTo(3);
        assertThat(outbound.acknowledgedTexts()).isEqualTo(2);
        outbound.onReceived(1, gone::add);
        assertThat(gone).containsExactly("one", "two", "three");
        assertThat(outbound.acknowledgedTexts()).isEqualTo(3);
    }

    @Test
    void shouldPutNothingInThePlaceOfWhatIsNoTextWhenItGoesOnInAnotherProcess() throws WireException {
        byte[] text = new Text(1, 0, "text", false).toBytes();
        outbound.restore(4, List.of(new Left(1).toBytes(), text), true, frame -> "text");
        outbound.goOnAfter(4);

        assertThat(OutboundBytes.takeFrames(outbound)).containsExactly(Skipped.NOTHING, new Text(1, 0, "text", false));
        outbound.onReceived(6, gone::add);
        assertThat(gone).containsExactly("text");
    }

    @Test
    void shouldBeWritableAgainWhenNothingIsLeftOfWhatFilledIt() {
        while (outbound.isWritable()) {
            append("x".repeat(Limits.MAX_TEXT_BYTES));
        }
        OutboundBytes.takeTexts(outbound);
        renew(outbound.sent(), false);

        assertThat(outbound.unacknowledgedBytes()).isZero();
        assertThat(outbound.isWritable()).isTrue();
    }

    @Test
    void shouldNotBeWritableWhenWhatGoesOnFillsIt() {
        while (outbound.isWritable()) {
            append("x".repeat(Limits.MAX_TEXT_BYTES));
        }
        long before = outbound.unacknowledgedBytes();
        renew(0, false);

        assertThat(outbound.unacknowledgedBytes()).isEqualTo(before);
        assertThat(outbound.isWritable()).isFalse();
    }

    @Test
    void shouldLoseNothingThatIsAppendedMeanwhile() throws InterruptedException, WireException {
        int texts = 20_000;
        CountDownLatch begun = new CountDownLatch(1);
        Thread producer = new Thread(() -> {
            for (int number = 1; number <= texts; number++) {
                while (append(text(number)) == Outbound.FULL) {
                    Thread.onSpinWait();
                }
                begun.countDown();
            }
        });
        producer.start();
        begun.await();
        List<String> heard = new ArrayList<>();
        int renewals = 0;
        while (heard.size() < texts) {
            List<String> taken = OutboundBytes.takeTexts(outbound);
            int got = taken.size() / 2;
            heard.addAll(taken.subList(0, got));
            if (taken.size() > 1) {
                renew(outbound.sent() - taken.size() + got, true);
                renewals++;
            } else {
                heard.addAll(taken);
                outbound.onReceived(outbound.sent(), gone::add);
            }
        }
        producer.join();

        assertThat(heard)
                .isEqualTo(IntStream.rangeClosed(1, texts).mapToObj(this::text).toList());
        assertThat(renewals).isPositive();
    }

    private String text(int number) {
        return number % 3 == 0 ? number + "x".repeat(2000) : String.valueOf(number);
    }

    private void renew(long from, boolean again) {
        kept.clear();
        outbound.renew(from, from, again, gone::add, kept::addAll);
    }

    private long append(String text) {
        return OutboundBytes.append(outbound, text);
    }
}
