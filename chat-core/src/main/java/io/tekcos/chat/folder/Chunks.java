package io.tekcos.chat.folder;

/** How a content is cut. */
final class Chunks {

    static final int BYTES = 1 << 20;

    private Chunks() {}

    /** How many hold so many bytes. */
    static long count(long bytes) {
        return bytes / BYTES + (bytes % BYTES == 0 ? 0 : 1);
    }

    /** How long one of them is. */
    static int length(long chunk, long bytes) {
        return (int) Math.min(BYTES, bytes - chunk * BYTES);
    }
}
