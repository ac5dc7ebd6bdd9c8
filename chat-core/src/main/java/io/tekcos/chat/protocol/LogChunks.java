package io.tekcos.chat.protocol;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of the frames that are not acknowledged, in chunks: where there is room for the next one, which are to be handed over
 * next, and which are needed no more. A frame never spans two chunks. Whoever uses it holds the log's lock.
 */
final class LogChunks {

    private static final int SMALLEST_CHUNK = 1024;
    private static final int LARGEST_CHUNK = 64 * 1024;
    private static final int LONGEST_COPIED = SMALLEST_CHUNK; // at least that: a chunk that small is used again

    private final ArrayDeque<LogChunk> chunks = new ArrayDeque<>();
    private final ArrayDeque<LogChunk> unsent = new ArrayDeque<>(); // those of them with something to hand over
    private @Nullable LogChunk lastOwn; // the last that is no frame of others as well
    private int nextChunkSize = SMALLEST_CHUNK;

    /** A chunk in which there is room for a frame behind what is filled; it is the last one once that is {@linkplain #add added}. */
    LogChunk withRoomFor(int size) {
        LogChunk last = lastOwn;
        boolean hasRoom = last != null && last.bytes.length - last.filled >= size;
        if (last != null && hasRoom && last == chunks.peekLast()) {
            return last;
        }
        LogChunk next;
        if (last != null && hasRoom) {
            next = new LogChunk(
                    last.bytes, last.filled); // the rest of its array: frames shared with others stand between
        } else {
            next = new LogChunk(new byte[Math.max(size, nextChunkSize)], 0);
            nextChunkSize = Math.min(4 * nextChunkSize, LARGEST_CHUNK);
        }
        lastOwn = next;
        return next;
    }

    /** The same, with a frame that stands there: a short one is copied, a long one is a chunk itself. */
    LogChunk with(byte[] frame) {
        if (frame.length > LONGEST_COPIED) {
            return new LogChunk(frame, 0);
        }
        LogChunk chunk = withRoomFor(frame.length);
        System.arraycopy(frame, 0, chunk.bytes, chunk.filled, frame.length);
        return chunk;
    }

    /** The frame that stands in the chunk behind what is filled counts from now on. */
    void add(LogChunk chunk, int size, long position) {
        if (chunk != chunks.peekLast()) {
            chunks.addLast(chunk);
        }
        if (chunk != unsent.peekLast()) {
            unsent.addLast(chunk);
        }
        chunk.add(position, size);
    }

    /** The first chunk with something to hand over, or null; it has nothing any more once it is asked for. */
    @Nullable
    LogChunk pollUnsent() {
        return unsent.poll();
    }

    /** Puts back what follows a position in a chunk: it is to be handed over later. Returns where that begins. */
    int putBack(LogChunk chunk, long position, PositionRing<?> sizes) {
        unsent.addFirst(chunk);
        return Math.max(chunk.taken, chunk.startAfter(position, sizes));
    }

    /** Whether there is something to hand over. */
    boolean hasUnsent() {
        return !unsent.isEmpty();
    }

    /** What is acknowledged is needed no more. */
    void dropUpTo(long position) {
        LogChunk first = chunks.peekFirst();
        while (first != null && first.lastPosition <= position) {
            if (chunks.size() == 1 && first.bytes.length <= SMALLEST_CHUNK) {
                first.clear(); // an idle session keeps one small chunk, a busy one gives its large ones back
                return;
            }
            chunks.removeFirst();
            lastOwn = first == lastOwn ? null : lastOwn;
            first = chunks.peekFirst();
        }
        if (first == null) {
            nextChunkSize = SMALLEST_CHUNK;
        }
    }

    /** All frames after a position are to be handed over, again or not. */
    void goOnAfter(long position, PositionRing<?> sizes) {
        unsent.clear();
        for (Iterator<LogChunk> latestFirst = chunks.descendingIterator(); latestFirst.hasNext(); ) {
            LogChunk chunk = latestFirst.next();
            chunk.taken =
                    chunk.startAfter(position, sizes); // also where nothing is repeated: it may never have been taken
            if (chunk.taken < chunk.filled) {
                unsent.addFirst(chunk);
            }
        }
    }

    /** Copies of the frames after a position, in order. */
    List<byte[]> framesAfter(long position, PositionRing<?> sizes) {
        ArrayDeque<byte[]> frames = new ArrayDeque<>();
        long last = sizes.last();
        for (Iterator<LogChunk> latestFirst = chunks.descendingIterator(); last > position && latestFirst.hasNext(); ) {
            LogChunk chunk = latestFirst.next();
            int end = chunk.filled;
            for (; last > position && last >= chunk.firstPosition; last--) {
                byte[] frame = Arrays.copyOfRange(chunk.bytes, end - sizes.bytesOf(last), end);
                frames.addFirst(frame);
                end -= frame.length;
            }
        }
        return List.copyOf(frames);
    }

    /** Forgets everything. */
    void clear() {
        chunks.clear();
        unsent.clear();
        lastOwn = null;
    }
}
