package io.tekcos.chat.protocol;

import io.tekcos.chat.wire.Chunk;

/**
 * How the content of a transfer is cut into chunks: all are of {@link Chunk#MAX_BYTES}, but for the last, which may be shorter.
 *
 * @param bytes how much there is, 0 to {@link io.tekcos.chat.wire.Offer#MAX_BYTES}
 */
public record Content(long bytes) {

    /** How many chunks there are; 0 if there are no bytes. */
    public long chunks() {
        return (bytes + Chunk.MAX_BYTES - 1) / Chunk.MAX_BYTES;
    }

    /** Whether there is a chunk of this number. */
    public boolean has(long number) {
        return number >= 0 && number < chunks();
    }

    /** How long the chunk of a number is that there {@link #has is}. */
    public int lengthOf(long number) {
        return (int) Math.min(Chunk.MAX_BYTES, bytes - number * Chunk.MAX_BYTES);
    }

    /** How many bytes the chunks of a set have together. */
    long bytesOf(ChunkSet set) {
        long last = chunks() - 1;
        long missing = last >= 0 && set.contains(last) ? Chunk.MAX_BYTES - lengthOf(last) : 0;
        return set.size() * Chunk.MAX_BYTES - missing;
    }
}
