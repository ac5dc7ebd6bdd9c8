package io.tekcos.chat.protocol;

import io.tekcos.chat.wire.Chunk;
import io.tekcos.chat.wire.Content;
import org.jspecify.annotations.Nullable;

/**
 * Some of the chunks of a content: a bit for each, in pages that exist only where a part of the content is neither wholly in nor
 * wholly out. For 10 TiB that is 1.25 MiB at most.
 */
public final class ChunkSet {

    private static final int PAGE = 1 << 15;
    private static final long[] ALL_IN = {};

    private final long chunks;
    private final long[] @Nullable [] pages;
    private final int[] sizes;
    private long size;

    /**
     * Makes an empty one.
     *
     * @param chunks how many chunks there are, 0 to 2^31
     */
    public ChunkSet(long chunks) {
        this.chunks = chunks;
        int count = (int) ((chunks + PAGE - 1) / PAGE);
        pages = new long[count][];
        sizes = new int[count];
    }

    /** How many chunks are in it. */
    public long size() {
        return size;
    }

    /** How many bytes of the content its chunks have together. */
    long bytesOf(Content content) {
        long last = chunks - 1;
        long missing = last >= 0 && contains(last) ? Chunk.MAX_BYTES - content.lengthOf(last) : 0;
        return size * Chunk.MAX_BYTES - missing;
    }

    /** Whether all are in it. */
    public boolean isFull() {
        return size == chunks;
    }

    public boolean contains(long number) {
        long[] page = pages[page(number)];
        return page != null && (page == ALL_IN || (page[word(number)] & bit(number)) != 0);
    }

    /** Puts a chunk in; returns false if it was in. */
    public boolean add(long number) {
        if (contains(number)) {
            return false;
        }
        int at = page(number);
        long[] page = pages[at] == null ? new long[PAGE / Long.SIZE] : pages[at];
        page[word(number)] |= bit(number);
        sizes[at]++;
        size++;
        pages[at] = sizes[at] == PAGE ? ALL_IN : page;
        return true;
    }

    /** Puts so many chunks in, from the first on. */
    public void add(long first, long count) {
        for (long number = first, end = first + count; number < end; ) {
            if (number % PAGE == 0 && end - number >= PAGE) {
                fill(page(number));
                number += PAGE;
            } else {
                add(number);
                number++;
            }
        }
    }

    /** Puts in all of another set of the same content. */
    void addAll(ChunkSet other) {
        for (long first = other.nextIn(0); first < chunks; ) {
            long end = other.nextMissing(first);
            add(first, end - first);
            first = other.nextIn(end);
        }
    }

    /** The first chunk from a number on that is in; the number of chunks if none is. */
    public long nextIn(long from) {
        return next(from, 0);
    }

    /** The first chunk from a number on that is not in; the number of chunks if all are. */
    public long nextMissing(long from) {
        return next(from, -1);
    }

    private void fill(int at) {
        size += PAGE - sizes[at];
        sizes[at] = PAGE;
        pages[at] = ALL_IN;
    }

    /** The next whose bit is set after all bits are turned as {@code flip} says. */
    private long next(long from, long flip) {
        for (long number = from; number < chunks; ) {
            long[] page = pages[page(number)];
            if (page == null || page == ALL_IN) {
                if ((page == null) == (flip != 0)) {
                    return number;
                }
                number = (number / PAGE + 1) * PAGE;
            } else {
                long rest = (page[word(number)] ^ flip) >>> number; // which shifts by the number's last six bits
                if (rest != 0) {
                    return Math.min(chunks, number + Long.numberOfTrailingZeros(rest));
                }
                number = (number / Long.SIZE + 1) * Long.SIZE;
            }
        }
        return chunks;
    }

    private static int page(long number) {
        return (int) (number / PAGE);
    }

    private static int word(long number) {
        return (int) (number % PAGE) / Long.SIZE;
    }

    private static long bit(long number) {
        return 1L << number;
    }
}
