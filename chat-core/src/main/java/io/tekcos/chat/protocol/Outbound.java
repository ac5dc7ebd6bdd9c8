package io.tekcos.chat.protocol;

import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.JournalException;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.wire.Text;
import io.tekcos.chat.wire.WireException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The sending half of delivery. A text is encoded once, by the thread that sends it, straight into the log's last chunk; the
 * event loop writes slices of the same chunks to the network, and the chunks stay until all in them is acknowledged, so that
 * they are the replay buffer too.
 *
 * <pre>
 *  acknowledged: gone   |  sent, unacknowledged  |  unsent  |  free
 * ----------------------+------------------------+----------+---------
 *                       |&lt;--- at most the window ---------&gt;|
 * </pre>
 *
 * What is accepted is within the peer's window, so all of it may be sent at once and the window never holds up the network's
 * writer. One lock guards the log; it is held while one text is copied, never while anything waits.
 *
 * @param <P> what waits for a frame's acknowledgement
 */
public final class Outbound<P> {

    /** What {@link #append} returns, in place of a position, when there is no room within the window. */
    public static final long FULL = -1;

    /** What {@link #append} returns, in place of a position, when nothing is accepted any more. */
    public static final long CLOSED = -2;

    /** Takes bytes that are to be sent next; they do not change any more. */
    @FunctionalInterface
    public interface SliceSink {
        void accept(byte[] bytes, int offset, int length);
    }

    private static final int SMALLEST_CHUNK = 1024;
    private static final int LARGEST_CHUNK = 64 * 1024;
    private static final int LONGEST_COPIED = SMALLEST_CHUNK; // at least that: a chunk that small is used again
    private static final int LARGEST_FRAME = Text.OVERHEAD + Limits.MAX_TEXT_BYTES;

    private final Object lock = new Object();
    private final long window;
    private final SessionJournal journal;
    private final ArrayDeque<Chunk> chunks = new ArrayDeque<>();
    private @Nullable Chunk lastOwn; // the last that is no frame of others as well
    private final ArrayDeque<Chunk> unsent = new ArrayDeque<>(); // those of them with something to hand over
    private PositionRing<P> waiting = new PositionRing<>();
    private final ArrayDeque<Long> notices = new ArrayDeque<>(0); // positions of frames that are no texts
    private long acknowledgedNotices;
    private long textsBefore; // of sessions that this one took the place of
    private long acknowledgedBefore;
    private int nextChunkSize = SMALLEST_CHUNK;
    private long unacknowledgedBytes;
    private long sent;
    private long acknowledgedPosition;
    private boolean closed;
    private volatile boolean writable = true;

    /**
     * Begins at position 0.
     *
     * @param window how many bytes may be unacknowledged, {@link Limits#MIN_WINDOW} or more
     */
    public Outbound(long window) {
        this(window, SessionJournal.NONE);
    }

    /**
     * The same, with a journal that keeps each frame before it counts as accepted.
     *
     * @param window how many bytes may be unacknowledged, {@link Limits#MIN_WINDOW} or more
     */
    Outbound(long window, SessionJournal journal) {
        this.window = window;
        this.journal = journal;
    }

    /**
     * Goes on where the process before this one was killed; only while nothing was appended. What it had not sent nobody knows:
     * the frames count as sent.
     *
     * @param acknowledged the last position that the peer had acknowledged
     * @param frames those that follow, which the journal keeps already
     * @param pendingOf what waits for the acknowledgement of a frame
     */
    void restore(long acknowledged, List<byte[]> frames, Function<? super byte[], ? extends P> pendingOf) {
        synchronized (lock) {
            acknowledgedPosition = acknowledged;
            waiting.beginAfter(acknowledged);
            frames.forEach(frame -> take(chunkWith(frame), frame.length, pendingOf.apply(frame)));
            sent = waiting.last();
        }
    }

    /**
     * Appends a text. Any thread.
     *
     * @param textBytes the text's size in UTF-8
     * @param both whether a copy of it will be sent by UDP
     * @param pending what waits for the acknowledgement
     * @return the text's position, or {@link #FULL}, or {@link #CLOSED}
     * @throws JournalException if the journal could not keep it; then it is not appended
     */
    public long append(long id, int from, String text, int textBytes, boolean both, P pending) {
        int size = Text.OVERHEAD + textBytes;
        synchronized (lock) {
            if (closed) {
                return CLOSED;
            }
            if (unacknowledgedBytes + size > window) {
                return FULL;
            }
            Chunk chunk = chunkWithRoomFor(size);
            Text.write(chunk.bytes, chunk.filled, id, from, text, textBytes, both);
            journal.appended(chunk.bytes, chunk.filled, size);
            return take(chunk, size, pending);
        }
    }

    /**
     * Appends a frame that is encoded already, and may go to others too. Any thread.
     *
     * @param frame a whole sequenced frame, which nobody changes any more
     * @param isText whether it is a text
     * @param pending what waits for the acknowledgement; null for nothing
     * @return the frame's position, or {@link #FULL}, or {@link #CLOSED}
     */
    public long append(byte[] frame, boolean isText, @Nullable P pending) {
        synchronized (lock) {
            if (closed) {
                return CLOSED;
            }
            if (unacknowledgedBytes + frame.length > window) {
                return FULL;
            }
            journal.appended(frame, 0, frame.length);
            long position = take(chunkWith(frame), frame.length, pending);
            if (!isText) {
                notices.add(position);
            }
            return position;
        }
    }

    /** Nothing is accepted from now on. Any thread. */
    public void close() {
        synchronized (lock) {
            closed = true;
        }
    }

    /**
     * Whether a text of any permitted size would be accepted. It turns false when less room than that is left, and true again
     * when half of the window's room is free. Any thread.
     */
    public boolean isWritable() {
        return writable;
    }

    /** How many texts were ever appended. Any thread. */
    public long texts() {
        synchronized (lock) {
            return textsBefore + waiting.last() - acknowledgedNotices - notices.size();
        }
    }

    /** How many of them the peer has had. Any thread. */
    public long acknowledgedTexts() {
        synchronized (lock) {
            return acknowledgedBefore + acknowledgedPosition - acknowledgedNotices;
        }
    }

    /** How many bytes of frames wait for their acknowledgement. Any thread. */
    public long unacknowledgedBytes() {
        synchronized (lock) {
            return unacknowledgedBytes;
        }
    }

    /** Hands over everything that was appended and not handed over before, and says if there was anything; the event loop only. */
    public boolean takeUnsent(SliceSink sink) {
        for (boolean took = false; ; took = true) {
            Chunk chunk;
            int from;
            int to;
            synchronized (lock) {
                chunk = unsent.poll();
                if (chunk == null) {
                    return took;
                }
                from = chunk.taken;
                to = chunk.filled;
                chunk.taken = to;
                sent = Math.max(sent, chunk.lastPosition);
            }
            sink.accept(chunk.bytes, from, to - from); // outside the lock: those who send need not wait for the network
        }
    }

    /**
     * The peer has had everything up to a position; the event loop only.
     *
     * @param done takes what waited, in order
     * @throws WireException if so much was never sent
     */
    public void onReceived(long position, Consumer<? super P> done) throws WireException {
        @Nullable Object[] acknowledged;
        synchronized (lock) {
            if (position < 0 || position > sent) {
                throw new WireException(
                        CloseCause.IMPOSSIBLE_POSITION,
                        "position " + Long.toUnsignedString(position) + " is acknowledged but was never sent");
            }
            unacknowledgedBytes -= waiting.bytesUpTo(position);
            acknowledged = waiting.removeUpTo(position);
            acknowledgedPosition = waiting.first() - 1;
            forgetNoticesUpTo(position);
            dropChunksUpTo(position);
            if (!writable && unacknowledgedBytes <= (window - LARGEST_FRAME) / 2) {
                writable = true;
            }
        }
        handOver(acknowledged, done);
    }

    /** The last position that was ever handed over. Any thread. */
    public long sent() {
        synchronized (lock) {
            return sent;
        }
    }

    /** The last position that the peer has acknowledged. Any thread. */
    long acknowledged() {
        synchronized (lock) {
            return acknowledgedPosition;
        }
    }

    /** Whether the peer can have everything up to a position, and nothing after it is gone from here. Any thread. */
    public boolean canGoOnAfter(long position) {
        synchronized (lock) {
            return position >= acknowledgedPosition && position <= sent;
        }
    }

    /**
     * There is another connection, and the peer has everything up to a position; what follows is handed over again. The event
     * loop only.
     *
     * @param position one after which the log {@link #canGoOnAfter}
     * @return how many frames that were handed over before are handed over again
     */
    public long goOnAfter(long position) {
        synchronized (lock) {
            unsent.clear();
            long last = waiting.last();
            for (Iterator<Chunk> latestFirst = chunks.descendingIterator(); latestFirst.hasNext(); ) {
                Chunk chunk = latestFirst.next();
                if (chunk.firstPosition == 0) {
                    continue; // the journal could not keep what it was made for
                }
                chunk.taken = chunk.filled; // also where nothing is repeated: it may never have been taken
                for (; last > position && last >= chunk.firstPosition; last--) {
                    chunk.taken -= waiting.bytesOf(last);
                }
                if (chunk.taken < chunk.filled) {
                    unsent.addFirst(chunk);
                }
            }
            return sent - position;
        }
    }

    /**
     * Another session takes the place of this one, in which the positions begin anew: what the peer has not had is sent again by
     * it, as texts for TCP alone. The event loop only.
     *
     * @param from the last position that is not sent again
     * @param had the last position that the peer is known to have had
     * @param again whether of what was sent before the peer may have had more than it said
     * @param gone takes what waited for frames up to there
     * @param keep keeps the frames, in order, before they count; if it throws, nothing is changed
     */
    void renew(long from, long had, boolean again, Consumer<? super P> gone, Consumer<List<byte[]>> keep) {
        @Nullable Object[] dropped;
        synchronized (lock) {
            List<byte[]> frames = framesAfter(from, again);
            keep.accept(frames);
            PositionRing<P> old = waiting;
            textsBefore += from;
            acknowledgedBefore += had;
            forgetAll();
            for (int i = 0; i < frames.size(); i++) {
                byte[] frame = frames.get(i);
                take(chunkWith(frame), frame.length, old.get(from + 1 + i));
            }
            dropped = old.removeUpTo(from);
        }
        handOver(dropped, gone);
    }

    private void forgetAll() {
        waiting = new PositionRing<>();
        chunks.clear();
        unsent.clear();
        lastOwn = null;
        unacknowledgedBytes = 0;
        sent = 0;
        acknowledgedPosition = 0;
        writable = true; // unless what goes on takes too much of the window again
    }

    /** Copies of the frames after a position, to be sent by another session. */
    private List<byte[]> framesAfter(long from, boolean again) {
        ArrayDeque<byte[]> frames = new ArrayDeque<>();
        long last = waiting.last();
        for (Iterator<Chunk> latestFirst = chunks.descendingIterator(); last > from && latestFirst.hasNext(); ) {
            Chunk chunk = latestFirst.next();
            int end = chunk.filled;
            for (; last > from && last >= chunk.firstPosition; last--) {
                byte[] frame = Arrays.copyOfRange(chunk.bytes, end - waiting.bytesOf(last), end);
                Text.redirect(frame, Text.isBoth(frame) || (again && last <= sent)); // a copy may have arrived before
                frames.addFirst(frame);
                end -= frame.length;
            }
        }
        return List.copyOf(frames);
    }

    /**
     * Closes the log and hands over everything that still waits for its acknowledgement, in order.
     *
     * @param unknown takes what was handed to the network: its fate is unknown
     * @param unsent takes what was not
     */
    public void abandon(Consumer<? super P> unknown, Consumer<? super P> unsent) {
        @Nullable Object[] handedOver;
        @Nullable Object[] kept;
        synchronized (lock) {
            closed = true;
            handedOver = waiting.removeUpTo(sent);
            kept = waiting.removeUpTo(waiting.last());
            chunks.clear();
            this.unsent.clear();
            lastOwn = null;
            unacknowledgedBytes = 0;
        }
        handOver(handedOver, unknown);
        handOver(kept, unsent);
    }

    @SuppressWarnings("unchecked") // the ring holds nothing but P
    private void handOver(@Nullable Object[] values, Consumer<? super P> to) {
        for (@Nullable Object value : values) {
            if (value != null) {
                to.accept((P) value);
            }
        }
    }

    private long take(Chunk chunk, int size, @Nullable P pending) {
        if (chunk != unsent.peekLast()) {
            unsent.add(chunk);
        }
        chunk.filled += size;
        chunk.lastPosition = waiting.add(pending, size);
        if (chunk.firstPosition == 0) {
            chunk.firstPosition = chunk.lastPosition;
        }
        unacknowledgedBytes += size;
        if (unacknowledgedBytes > window - LARGEST_FRAME) {
            writable = false;
        }
        return chunk.lastPosition;
    }

    /** The chunk in which the frame stands: a short one is copied, a long one is a chunk itself. */
    private Chunk chunkWith(byte[] frame) {
        if (frame.length > LONGEST_COPIED) {
            Chunk itself = new Chunk(frame, 0);
            chunks.addLast(itself);
            return itself;
        }
        Chunk chunk = chunkWithRoomFor(frame.length);
        System.arraycopy(frame, 0, chunk.bytes, chunk.filled, frame.length);
        return chunk;
    }

    private void forgetNoticesUpTo(long position) {
        for (Long first = notices.peek(); first != null && first <= position; first = notices.peek()) {
            notices.remove();
            acknowledgedNotices++;
        }
    }

    private Chunk chunkWithRoomFor(int size) {
        Chunk last = lastOwn;
        boolean hasRoom = last != null && last.bytes.length - last.filled >= size;
        if (last != null && hasRoom && last == chunks.peekLast()) {
            return last;
        }
        Chunk next;
        if (last != null && hasRoom) {
            next = new Chunk(last.bytes, last.filled); // the rest of its array: frames shared with others stand between
        } else {
            next = new Chunk(new byte[Math.max(size, nextChunkSize)], 0);
            nextChunkSize = Math.min(4 * nextChunkSize, LARGEST_CHUNK);
        }
        chunks.addLast(next);
        lastOwn = next;
        return next;
    }

    private void dropChunksUpTo(long position) {
        Chunk first = chunks.peekFirst();
        while (first != null && first.lastPosition <= position) {
            if (chunks.size() == 1 && first.bytes.length <= SMALLEST_CHUNK) {
                first.filled = 0; // an idle session keeps one small chunk, a busy one gives its large ones back
                first.taken = 0;
                first.firstPosition = 0;
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

    private static final class Chunk {
        final byte[] bytes;
        int filled;
        int taken;
        long firstPosition; // 0 as long as there is none
        long lastPosition;

        /** From a place in an array on. */
        Chunk(byte[] bytes, int start) {
            this.bytes = bytes;
            filled = start;
            taken = start;
        }
    }
}
