package io.tekcos.chat.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PositionRingTest {

    private final PositionRing<String> ring = new PositionRing<>();

    @Test
    void shouldCountPositionsFromOne() {
        assertThat(ring.first()).isEqualTo(1);
        assertThat(ring.last()).isZero();

        assertThat(ring.add("a", 10)).isEqualTo(1);
        assertThat(ring.add("b", 20)).isEqualTo(2);
        assertThat(ring.first()).isEqualTo(1);
        assertThat(ring.last()).isEqualTo(2);
    }

    @Test
    void shouldRemoveInOrderUpToAPosition() {
        ring.add("a", 10);
        ring.add("b", 20);
        ring.add("c", 40);

        assertThat(ring.bytesUpTo(2)).isEqualTo(30);
        assertThat(ring.removeUpTo(2)).containsExactly("a", "b");
        assertThat(ring.first()).isEqualTo(3);
        assertThat(ring.bytesUpTo(3)).isEqualTo(40);
    }

    @Test
    void shouldRemoveNothingUpToAPositionThatIsGone() {
        ring.add("a", 10);
        ring.add("b", 20);
        ring.removeUpTo(1);

        assertThat(ring.bytesUpTo(1)).isZero();
        assertThat(ring.removeUpTo(1)).isEmpty();
        assertThat(ring.removeUpTo(0)).isEmpty();
        assertThat(ring.first()).isEqualTo(2);
    }

    @Test
    void shouldCountOnWhenEmptied() {
        for (int i = 0; i < 1000; i++) {
            ring.add("x", 1);
        }
        assertThat(ring.bytesUpTo(1000)).isEqualTo(1000);
        assertThat(ring.removeUpTo(1000)).hasSize(1000).containsOnly("x");

        assertThat(ring.first()).isEqualTo(1001);
        assertThat(ring.add("y", 7)).isEqualTo(1001);
        assertThat(ring.bytesUpTo(1001)).isEqualTo(7);
        assertThat(ring.removeUpTo(1001)).containsExactly("y");
    }

    /** Growth while the ring is wrapped, and everything else, against a queue. */
    @Test
    void shouldAgreeWithAQueue() {
        Random random = new Random(11);
        ArrayDeque<String> values = new ArrayDeque<>();
        ArrayDeque<Integer> sizes = new ArrayDeque<>();
        int added = 0;
        for (int turn = 0; turn < 5000; turn++) {
            for (int left = random.nextInt(turn % 500 < 250 ? 12 : 4); left > 0; left--) {
                String value = "v" + ++added;
                int size = random.nextInt(100);
                assertThat(ring.add(value, size)).isEqualTo(added);
                values.add(value);
                sizes.add(size);
            }
            int count = Math.min(values.size(), random.nextInt(10));
            long upTo = ring.first() + count - 1;
            List<String> expected = new ArrayList<>();
            long bytes = 0;
            for (int i = 0; i < count; i++) {
                expected.add(values.remove());
                bytes += sizes.remove();
            }
            assertThat(ring.bytesUpTo(upTo)).isEqualTo(bytes);
            assertThat(ring.removeUpTo(upTo)).isEqualTo(expected.toArray());
        }
        assertThat(added).isGreaterThan(10_000);
    }
}
