package io.tekcos.chat.transfer;

import io.tekcos.chat.wire.Chunk;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * Buffers for chunks, used again and again by all transfers of a JVM. Those for whole chunks are outside the heap: neither disk
 * nor network then copies what they hold once more. Any thread.
 */
final class ChunkBuffers {

    private static final int KEPT = 8;
    private static final ArrayDeque<ByteBuffer> FREE = new ArrayDeque<>(); // guarded by itself

    private ChunkBuffers() {}

    /** One with so many bytes left, up to those of a chunk. */
    static ByteBuffer take(int length) {
        if (length < Chunk.MAX_BYTES) {
            return ByteBuffer.allocate(length);
        }
        synchronized (FREE) {
            ByteBuffer known = FREE.poll();
            return known == null ? ByteBuffer.allocateDirect(Chunk.MAX_BYTES) : known.clear();
        }
    }

    /** Nobody needs it any more. */
    static void giveBack(ByteBuffer buffer) {
        synchronized (FREE) {
            if (buffer.isDirect() && FREE.size() < KEPT) {
                FREE.push(buffer);
            }
        }
    }
}
