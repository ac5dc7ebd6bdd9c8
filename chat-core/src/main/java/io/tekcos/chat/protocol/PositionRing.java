package io.tekcos.chat.protocol;

import org.jspecify.annotations.Nullable;

/**
 * What waits for the acknowledgement of each position, and the size of its frame: a ring over the positions from the first
 * unacknowledged to the last appended. It grows with need and shrinks when empty.
 */
final class PositionRing<P> {

    private static final int SMALLEST = 8;
    private static final int LARGEST_KEPT = 64;

    private @Nullable Object[] values = {};
    private int[] sizes = {};
    private long first = 1;
    private long last;

    /** Begins after a position: the next that is added has the one that follows it. Only while nothing was added. */
    void beginAfter(long position) {
        first = position + 1;
        last = position;
    }

    /** What waits for a position that is in here. */
    @SuppressWarnings("unchecked") // the ring holds nothing but P
    @Nullable
    P get(long position) {
        return (P) values[slot(position)];
    }

    /** The first position that is in here, one after the last if none is. */
    long first() {
        return first;
    }

    /** The last position ever added. */
    long last() {
        return last;
    }

    /** Adds the next position, and what waits for it, if anything does. */
    long add(@Nullable P value, int size) {
        if (last - first + 1 == values.length) {
            grow();
        }
        last++;
        values[slot(last)] = value;
        sizes[slot(last)] = size;
        return last;
    }

    /** The size of the one of a position that is in here. */
    int bytesOf(long position) {
        return sizes[slot(position)];
    }

    /** The sizes of all up to a position, added up. */
    long bytesUpTo(long position) {
        long bytes = 0;
        for (long p = first; p <= position; p++) {
            bytes += sizes[slot(p)];
        }
        return bytes;
    }

    /** The last position up to which the sizes, added up, are at most so many bytes; the one before the first if there is none. */
    long lastWithin(long bytes) {
        long left = bytes;
        long position = first;
        for (; position <= last && sizes[slot(position)] <= left; position++) {
            left -= sizes[slot(position)];
        }
        return position - 1;
    }

    /** Removes all up to a position and returns them in order. */
    @Nullable
    Object[] removeUpTo(long position) {
        int count = (int) Math.max(0, position - first + 1);
        @Nullable Object[] removed = new @Nullable Object[count];
        for (int i = 0; i < count; i++) {
            int slot = slot(first + i);
            removed[i] = values[slot];
            values[slot] = null;
        }
        first += count;
        shrinkIfEmpty();
        return removed;
    }

    private int slot(long position) {
        return (int) position & (values.length - 1);
    }

    private void grow() {
        int capacity = Math.max(SMALLEST, 2 * values.length);
        @Nullable Object[] oldValues = values;
        int[] oldSizes = sizes;
        int oldMask = oldValues.length - 1;
        values = new @Nullable Object[capacity];
        sizes = new int[capacity];
        for (long p = first; p <= last; p++) {
            values[slot(p)] = oldValues[(int) p & oldMask];
            sizes[slot(p)] = oldSizes[(int) p & oldMask];
        }
    }

    private void shrinkIfEmpty() {
        if (first > last && values.length > LARGEST_KEPT) {
            values = new @Nullable Object[SMALLEST];
            sizes = new int[SMALLEST];
        }
    }
}
