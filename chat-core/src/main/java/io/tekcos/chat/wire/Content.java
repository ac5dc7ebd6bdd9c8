package io.tekcos.chat.wire;

/**
 * How the content of a transfer is cut into chunks: all are of {@link Chunk#MAX_BYTES}, but for the last, which may be shorter.
 *
 * @param bytes how much there is, 0 or more
 */
public record Content(long bytes) {

    /** How many chunks there are; 0 if there are no bytes. */
    public long chunks() {
        return bytes / Chunk.MAX_BYTES + (bytes % Chunk.MAX_BYTES == 0 ? 0 : 1);
    }

    /** Whether there is a chunk of this number. */
    public boolean has(long number) {
        return number >= 0 && number < chunks();
    }

    /** How long the chunk of a number is that there {@link #has is}. */
    public int lengthOf(long number) {
        return (int) Math.min(Chunk.MAX_BYTES, bytes - number * Chunk.MAX_BYTES);
    }
}
