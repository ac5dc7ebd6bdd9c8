package io.tekcos.chat.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkSetTest {

    private static final int PAGE = 1 << 15;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 64, 65, PAGE - 1, PAGE, PAGE + 1, 3 * PAGE, 4 * PAGE + 7})
    void shouldHoldWhatABitSetHolds(int chunks) {
        Random dice = new Random(chunks);
        ChunkSet set = new ChunkSet(chunks);
        BitSet model = new BitSet();
        for (int i = 0; i < 40 && chunks > 0; i++) {
            int first = dice.nextInt(chunks);
            int count = dice.nextInt(i % 4 == 0 ? chunks - first : Math.min(70, chunks - first)) + 1;
            set.add(first, count);
            model.set(first, first + count);
            assertSame(set, model, chunks, dice);
        }
        set.add(0, chunks);
        assertThat(set.isFull()).isTrue();
        assertThat(set.nextMissing(0)).isEqualTo(chunks);
    }

    private static void assertSame(ChunkSet set, BitSet model, int chunks, Random dice) {
        assertThat(set.size()).isEqualTo(model.cardinality());
        assertThat(set.isFull()).isEqualTo(model.cardinality() == chunks);
        for (int i = 0; i < 50; i++) {
            int at = dice.nextInt(chunks);
            int in = model.nextSetBit(at);
            assertThat(set.contains(at)).isEqualTo(model.get(at));
            assertThat(set.nextIn(at)).isEqualTo(in < 0 ? chunks : in);
            assertThat(set.nextMissing(at)).isEqualTo(Math.min(chunks, model.nextClearBit(at)));
        }
    }

    @Test
    void shouldSayWhetherAChunkWasIn() {
        ChunkSet set = new ChunkSet(10);

        assertThat(set.add(3)).isTrue();
        assertThat(set.add(3)).isFalse();
        assertThat(set.size()).isEqualTo(1);
    }

    @Test
    void shouldTakeInAllOfAnother() {
        ChunkSet other = new ChunkSet(2 * PAGE);
        other.add(5);
        other.add(100, PAGE);
        ChunkSet set = new ChunkSet(2 * PAGE);
        set.add(6);
        set.addAll(other);

        assertThat(set.size()).isEqualTo(PAGE + 2);
        assertThat(set.contains(5)).isTrue();
        assertThat(set.nextMissing(100)).isEqualTo(100 + PAGE);
    }

    @Test
    void shouldHoldAllOfTheLargestContentInNextToNothing() {
        ChunkSet set = new ChunkSet(1L << 31);
        set.add(1, (1L << 31) - 1);

        assertThat(set.nextIn(0)).isEqualTo(1);
        assertThat(set.add(0)).isTrue();
        assertThat(set.isFull()).isTrue();
    }
}
