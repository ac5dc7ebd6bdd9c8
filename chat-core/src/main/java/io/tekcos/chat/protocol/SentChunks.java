package io.tekcos.chat.protocol;

import io.tekcos.chat.wire.Content;
import io.tekcos.chat.wire.WireException;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Which chunks one connection of a transfer has yet to carry, and which are on their way by it. */
final class SentChunks {

    static final long NONE = -1;
    static final int COPIES = 3;

    private final Content content;
    private final ChunkSet had;
    private final Queue<Long> again = new ArrayDeque<>();
    private final Map<Long, Integer> onTheirWay = new HashMap<>();
    private final Map<Long, Integer> corrupt = new HashMap<>();
    private @Nullable Long current;
    private int currentLeft;
    private long next;
    private long bytesOnTheirWay;

    /**
     * Begins.
     *
     * @param had what the receiver has or does not want; grows with what it gets
     */
    SentChunks(Content content, ChunkSet had) {
        this.content = content;
        this.had = had;
    }

    /** The next chunk to send, those that were corrupt first; {@link #NONE} if there is none at the moment. */
    long takeNext() {
        Long corrupted = again.poll();
        if (corrupted != null) {
            return corrupted;
        }
        long missing = had.nextMissing(next);
        next = Math.min(content.chunks(), missing + 1);
        return content.has(missing) ? missing : NONE;
    }

    void begin(long number) {
        current = number;
        currentLeft = content.lengthOf(number);
    }

    /** How many bytes of the chunk that was begun have yet to be written; 0 if none was begun. */
    int left() {
        return currentLeft;
    }

    /** How many bytes were written of chunks that the receiver has not answered. */
    long bytesOnTheirWay() {
        return bytesOnTheirWay;
    }

    void onWritten(int bytes) {
        if (current == null || bytes > currentLeft) {
            throw new IllegalStateException(bytes + " bytes of a chunk written that has " + currentLeft);
        }
        currentLeft -= bytes;
        bytesOnTheirWay += bytes;
        if (currentLeft == 0) {
            onTheirWay.put(current, content.lengthOf(current));
            current = null;
        }
    }

    /** Returns how long it was. */
    int onGot(long number) throws WireException {
        int length = requireOnItsWay(number);
        remove(number, length);
        corrupt.remove(number);
        had.add(number);
        return length;
    }

    void onResend(long number) throws WireException {
        int length = requireOnItsWay(number);
        int copies = corrupt.getOrDefault(number, 0) + 1;
        if (copies >= COPIES) {
            throw BrokenRules.by("chunk " + number + " is asked for more than " + COPIES + " times");
        }
        remove(number, length);
        corrupt.put(number, copies);
        again.add(number);
    }

    private int requireOnItsWay(long number) throws WireException {
        Integer length = onTheirWay.get(number);
        if (length == null) {
            throw BrokenRules.by("an answer to chunk " + number + ", which is not on its way");
        }
        return length;
    }

    private void remove(long number, int length) {
        onTheirWay.remove(number);
        bytesOnTheirWay -= length;
    }
}
