package io.tekcos.chat.transfer;

import io.tekcos.chat.wire.Chunk;
import java.util.ArrayDeque;

/** Arrays for chunks, used again and again. The event loop only. */
final class ChunkBuffers {

    private static final int KEPT = 4;

    private final ArrayDeque<byte[]> free = new ArrayDeque<>();

    /** One that holds a chunk of this length at least. */
    byte[] take(int length) {
        byte[] buffer = length < Chunk.MAX_BYTES ? null : free.poll();
        return buffer == null ? new byte[length] : buffer;
    }

    /** Nobody needs it any more. */
    void giveBack(byte[] buffer) {
        if (buffer.length == Chunk.MAX_BYTES && free.size() < KEPT) {
            free.add(buffer);
        }
    }
}
