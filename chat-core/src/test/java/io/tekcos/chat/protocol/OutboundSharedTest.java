package io.tekcos.chat.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.model.Limits;
import io.tekcos.chat.wire.Left;
import io.tekcos.chat.wire.SharedText;
import io.tekcos.chat.wire.Text;
import io.tekcos.chat.wire.WireException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Frames that are encoded once for many logs. */
class OutboundSharedTest {

    private static final int LONGEST_COPIED = 1024;
    private static final byte[] NOTICE = new Left(7).toBytes();

    private final Outbound<String> outbound = new Outbound<>(Limits.MIN_WINDOW);
    private final Outbound<String> another = new Outbound<>(Limits.MIN_WINDOW);
    private final List<String> done = new ArrayList<>();

    @Test
    void shouldHandOverWhatEveryLogWasGiven() {
        byte[] frame = frame(3);
        outbound.append(frame, true, null);
        another.append(frame, true, null);

        assertThat(OutboundBytes.takeTexts(outbound)).containsExactly("xxx");
        assertThat(OutboundBytes.takeTexts(another)).containsExactly("xxx");
    }

    @Test
    void shouldCopyAShortFrameIntoTheChunkOfItsNeighbours() {
        byte[] longest = frame(LONGEST_COPIED - Text.OVERHEAD);
        append("own");
        outbound.append(frame(3), true, null);

        assertThat(arrays()).singleElement().isNotSameAs(longest);
        outbound.append(longest, true, null);
        assertThat(arrays()).singleElement().isNotSameAs(longest);
    }

    @Test
    void shouldShareALongFrame() {
        byte[] shortest = frame(LONGEST_COPIED - Text.OVERHEAD + 1);
        outbound.append(shortest, true, null);
        another.append(shortest, true, null);

        assertThat(arrays()).singleElement().isSameAs(shortest);
        another.takeUnsent((bytes, offset, length) -> assertThat(bytes).isSameAs(shortest));
    }

    @Test
    void shouldKeepTheOrderOfOwnAndSharedShortAndLong() {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            append("own " + i);
            expected.add("own " + i);
            for (int size : new int[] {2, 2000}) {
                String text = i + "x".repeat(size);
                outbound.append(new SharedText(1, 2, "ann", text, text.length()).frame(false), true, null);
                expected.add(text);
            }
        }

        assertThat(OutboundBytes.takeTexts(outbound)).isEqualTo(expected);
    }

    @Test
    void shouldNeverWriteToAFrameThatOthersHaveToo() throws WireException {
        byte[] frame = frame(LONGEST_COPIED);
        byte[] before = frame.clone();
        for (int i = 0; i < 3; i++) {
            long position = outbound.append(frame, true, null);
            OutboundBytes.takeFrames(outbound);
            append("behind it");
            outbound.onReceived(position, done::add);
            append("instead of it");
            OutboundBytes.takeFrames(outbound);
            outbound.onReceived(position + 2, done::add);
        }

        assertThat(frame).isEqualTo(before);
    }

    @Test
    void shouldUseTheSmallChunkAgainAfterCopies() throws WireException {
        byte[] frame = frame(10);
        outbound.append(frame, true, null);
        byte[] chunk = arrays().get(0);
        for (long position = 1; position <= 100; position++) {
            outbound.onReceived(position, done::add);
            outbound.append(frame, true, null);
            assertThat(arrays()).containsExactly(chunk);
        }
        assertThat(frame).isEqualTo(frame(10));
    }

    @Test
    void shouldCompleteThoseThatSomethingWaitsForAndPassOverTheRest() throws WireException {
        outbound.append(frame(1), true, null);
        outbound.append(frame(1), true, "first");
        outbound.append(NOTICE, false, null);
        append("second");
        outbound.append(frame(1), true, null);
        OutboundBytes.takeFrames(outbound);

        outbound.onReceived(4, done::add);

        assertThat(done).containsExactly("first", "second");
        assertThat(outbound.unacknowledgedBytes()).isEqualTo(frame(1).length);
        outbound.abandon(done::add, done::add);
        assertThat(done).hasSize(2);
    }

    @Test
    void shouldCountTextsAndNotNotices() throws WireException {
        outbound.append(NOTICE, false, null);
        append("one");
        outbound.append(NOTICE, false, null);
        outbound.append(frame(1), true, null);
        outbound.append(NOTICE, false, null);
        OutboundBytes.takeFrames(outbound);
        assertThat(outbound.texts()).isEqualTo(2);

        long[] acknowledged = {0, 0, 1, 1, 2, 2};
        for (int position = 0; position < acknowledged.length; position++) {
            outbound.onReceived(position, done::add);
            assertThat(outbound.acknowledgedTexts()).isEqualTo(acknowledged[position]);
            assertThat(outbound.texts()).isEqualTo(2);
        }
    }

    @Test
    void shouldTakeNoFrameBeyondTheWindowOrAfterItsEnd() {
        byte[] large = frame(Limits.MAX_TEXT_BYTES - Text.OVERHEAD);
        assertThat(outbound.append(large, true, null)).isEqualTo(1);
        assertThat(outbound.append(large, true, null)).isEqualTo(2);

        assertThat(outbound.append(NOTICE, false, null)).isEqualTo(Outbound.FULL);
        assertThat(outbound.isWritable()).isFalse();
        assertThat(outbound.texts()).isEqualTo(2);
        outbound.close();
        assertThat(outbound.append(NOTICE, false, null)).isEqualTo(Outbound.CLOSED);
    }

    @Test
    void shouldKeepNoMoreThanTwiceTheWindowWhateverTheMixture() {
        Set<byte[]> arrays = Collections.newSetFromMap(new IdentityHashMap<>());
        long position;
        do {
            position = outbound.append(frame(LONGEST_COPIED), true, null);
            append("!");
            arrays.addAll(arrays());
        } while (position > 0);

        assertThat(arrays.stream().mapToInt(array -> array.length).sum()).isLessThanOrEqualTo(2 * Limits.MIN_WINDOW);
    }

    @Test
    void shouldWriteInTheirOrderWhatStandsInOneArrayBeforeAndBehindASharedFrame() throws WireException {
        append("own before");
        outbound.append(frame(2_000), true, null);
        append("own behind");
        outbound.append(frame(2_001), true, null);
        append("and more");

        assertThat(OutboundBytes.takeTexts(outbound))
                .containsExactly("own before", "x".repeat(2_000), "own behind", "x".repeat(2_001), "and more");
        outbound.onReceived(2, done::add);
        append("later");
        outbound.onReceived(5, done::add);
        append("last");
        assertThat(OutboundBytes.takeTexts(outbound)).containsExactly("later", "last");
    }

    private void append(String text) {
        outbound.append(1, 0, text, text.length(), false, text.equals("second") ? "second" : "own");
    }

    private List<byte[]> arrays() {
        List<byte[]> arrays = new ArrayList<>();
        outbound.takeUnsent((bytes, offset, length) -> arrays.add(bytes));
        return arrays;
    }

    private static byte[] frame(int textBytes) {
        return new SharedText(1, 2, "ann", "x".repeat(textBytes), textBytes).frame(false);
    }
}
