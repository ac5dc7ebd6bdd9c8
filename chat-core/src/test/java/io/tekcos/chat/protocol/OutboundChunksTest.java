package io.tekcos.chat.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.model.Limits;
import io.tekcos.chat.wire.Text;
import io.tekcos.chat.wire.WireException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The arrays behind the log, seen through the slices it hands over. */
class OutboundChunksTest {

    private static final int SMALLEST = 1024;

    private final Outbound<String> outbound = new Outbound<>(1024 * 1024);
    private final List<String> done = new ArrayList<>();
    private long positions;

    @Test
    void shouldBeginWithASmallChunk() {
        append("x");

        assertThat(take())
                .singleElement()
                .satisfies(slice -> assertThat(slice.array).hasSize(SMALLEST));
    }

    @Test
    void shouldHandOverManyTextsAsOneSlice() {
        for (int i = 0; i < 10; i++) {
            append("x");
        }

        assertThat(take())
                .singleElement()
                .satisfies(slice -> assertThat(slice.length).isEqualTo(10 * (Text.OVERHEAD + 1)));
    }

    @Test
    void shouldGoOnBehindWhatWasTaken() {
        append("a");
        Slice first = take().get(0);
        append("b");
        Slice second = take().get(0);

        assertThat(second.array).isSameAs(first.array);
        assertThat(second.offset).isEqualTo(first.offset + first.length);
    }

    @Test
    void shouldUseTheSmallChunkOfAnIdleSessionAgain() throws WireException {
        append("a");
        byte[] chunk = take().get(0).array;
        for (int i = 0; i < 1000; i++) {
            outbound.onReceived(positions, done::add);
            append("b");
            assertThat(take()).singleElement().satisfies(slice -> {
                assertThat(slice.array).isSameAs(chunk);
                assertThat(slice.offset).isZero();
            });
        }
    }

    @Test
    void shouldNotOverwriteWhatIsNotAcknowledged() throws WireException {
        append("a");
        append("b");
        take();
        outbound.onReceived(1, done::add);
        append("c");

        assertThat(take())
                .singleElement()
                .satisfies(slice -> assertThat(slice.offset).isEqualTo(2 * (Text.OVERHEAD + 1)));
    }

    @Test
    void shouldNotOverwriteWhatIsNotSent() throws WireException {
        append("a");
        take();
        append("b");
        outbound.onReceived(1, done::add);
        append("c");

        assertThat(OutboundBytes.takeTexts(outbound)).containsExactly("b", "c");
    }

    @Test
    void shouldGrowItsChunksWithTheLoadUpTo64KiB() {
        while (append("x".repeat(500)) > 0) {}
        List<Integer> sizes = take().stream().map(slice -> slice.array.length).toList();

        assertThat(sizes).startsWith(SMALLEST, 4 * SMALLEST, 16 * SMALLEST, 64 * SMALLEST, 64 * SMALLEST);
        assertThat(sizes.subList(3, sizes.size())).containsOnly(64 * SMALLEST);
    }

    @Test
    void shouldGiveTheLongestTextAChunkOfItsOwn() {
        append("a");
        append("x".repeat(Limits.MAX_TEXT_BYTES));

        assertThat(take())
                .extracting(slice -> slice.array.length)
                .containsExactly(SMALLEST, Text.OVERHEAD + Limits.MAX_TEXT_BYTES);
    }

    @Test
    void shouldGiveLargeChunksBackWhenAllIsAcknowledged() throws WireException {
        while (append("x".repeat(500)) > 0) {}
        take();
        outbound.onReceived(positions, done::add);
        append("a");

        assertThat(take())
                .singleElement()
                .satisfies(slice -> assertThat(slice.array).hasSize(SMALLEST));
    }

    @Test
    void shouldKeepAChunkThatIsAcknowledgedOnlyInPart() throws WireException {
        for (int i = 0; i < 4; i++) {
            append("x".repeat(500));
        }
        List<Slice> slices = take();
        assertThat(slices).hasSize(2);
        byte[] before = slices.get(1).array.clone();

        for (long position = 1; position < 4; position++) {
            outbound.onReceived(position, done::add);
            append("y");
            take();
        }
        assertThat(done).hasSize(3);
        assertThat(slices.get(1).array).startsWith(Arrays.copyOf(before, slices.get(1).length));
    }

    private long append(String text) {
        long position = OutboundBytes.append(outbound, text);
        if (position > 0) {
            positions++;
        }
        return position;
    }

    private List<Slice> take() {
        List<Slice> slices = new ArrayList<>();
        outbound.takeUnsent((bytes, offset, length) -> slices.add(new Slice(bytes, offset, length)));
        return slices;
    }

    private static final class Slice {
        final byte[] array;
        final int offset;
        final int length;

        Slice(byte[] array, int offset, int length) {
            this.array = array;
            this.offset = offset;
            this.length = length;
        }
    }
}
