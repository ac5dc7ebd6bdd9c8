package io.tekcos.chat.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.wire.Chunk;
import io.tekcos.chat.wire.WireException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both ends of a transfer, with whatever can happen between them. */
class TransferPairTest {

    private static final int SEEDS = 60;

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.001, 0.01, 0.03})
    void shouldBringEverythingAndLittleTwiceHoweverOftenItIsCut(double cutChance) throws WireException {
        int cuts = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            TransferPair pair = new TransferPair(seed, TransferPair.chunks(seed, seed * 1000), 0);
            pair.run(cutChance, 0);
            assertDone(pair, seed);
            assertThat(pair.sentTwice())
                    .as("sent twice because of %d cuts, seed %d", pair.cuts, seed)
                    .isBetween(0L, pair.cuts * (2L * Chunk.MAX_BYTES - 1));
            cuts += pair.cuts;
        }
        assertThat(cuts).matches(count -> cutChance == 0 ? count == 0 : count > 5);
    }

    @Test
    void shouldBringEverythingThoughChunksArriveCorrupt() throws WireException {
        int corrupted = 0;
        int pauses = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            TransferPair pair = new TransferPair(seed, TransferPair.chunks(seed, 1), 0);
            pair.run(0.005, 0.1);
            assertDone(pair, seed);
            corrupted += pair.corrupted;
            pauses += pair.pauses;
        }
        assertThat(corrupted).isGreaterThan(50);
        assertThat(pauses).isGreaterThan(50);
    }

    @Test
    void shouldBringEverythingAtALimitedRate() throws WireException {
        TransferPair pair = new TransferPair(7, TransferPair.chunks(20, 0), 50 << 20);
        pair.run(0.01, 0.05);
        assertDone(pair, 7);
    }

    private static void assertDone(TransferPair pair, int seed) {
        assertThat(pair.sender.end()).as("the sender's end, seed %d", seed).satisfies(end -> {
            assertThat(end.fault()).isNull();
            assertThat(end.done()).isNotNull();
        });
        assertThat(pair.receiver.end())
                .as("the receiver's end, seed %d", seed)
                .satisfies(end -> assertThat(end.fault()).isNull());
        assertThat(pair.sender.bytesHad()).isEqualTo(pair.sender.offer().bytes());
        assertThat(pair.receiver.bytesHad()).isEqualTo(pair.sender.offer().bytes());
        pair.assertContentArrived();
    }
}
