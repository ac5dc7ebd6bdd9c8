package io.tekcos.chat.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ArrivingChunkTest {

    private static final int LENGTH = 100_000;
    private static final int MARGIN = 7;

    private final byte[] bytes = new byte[LENGTH];
    private final ByteBuffer room =
            ByteBuffer.allocateDirect(LENGTH + 2 * MARGIN).position(MARGIN).limit(MARGIN + LENGTH);
    private final ArrivingChunk chunk = new ArrivingChunk(room);

    ArrivingChunkTest() {
        new SplittableRandom(1).nextBytes(bytes);
    }

    @Test
    void shouldHaveTheDigestOfItsBytesWhenTheyAreHashedAsTheyCome() {
        for (int there = 0; there < LENGTH; there += 999) {
            room.put(MARGIN, bytes, 0, there);
            chunk.hash(there);
            chunk.hash(there);
        }
        room.put(MARGIN, bytes, 0, LENGTH);

        assertThat(chunk.digest()).isEqualTo(SentTree.digest(bytes));
        assertThat(chunk.bytes()).isEqualTo(ByteBuffer.wrap(bytes));
    }

    @Test
    void shouldHaveTheDigestOfItsBytesWhenNoneWasHashedBefore() {
        room.put(bytes);

        assertThat(chunk.digest()).isEqualTo(SentTree.digest(bytes));
        assertThat(chunk.length()).isEqualTo(LENGTH);
    }
}
