package io.tekcos.chat.protocol;

import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.JournalException;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.wire.Skipped;
import io.tekcos.chat.wire.Text;
import io.tekcos.chat.wire.WireException;
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
 * What is accepted is within the peer's window, so all of it may be sent at once and the window does not hold up the network's
 * writer. Only what was accepted for another peer, or by a process before this one, may be more than the window holds: then the
 * rest is held back until acknowledgements make room. One lock guards the log; it is held while one text is copied, never while anything waits.
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

    private final Object lock = new Object();
    private final SessionJournal journal;
    private final LogChunks chunks = new LogChunks();
    private final SendWindow window;
    private final TextCount texts = new TextCount();
    private PositionRing<P> waiting = new PositionRing<>();
    private long sent;
    private long lastBoth; // the last position of a text whose copy goes by UDP
    private long acknowledged;
    private boolean closed;

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
        this.window = new SendWindow(window);
        this.journal = journal;
    }

    /**
     * Goes on where the process before this one was killed; only while nothing was appended.
     *
     * @param acknowledged the last position that the peer had acknowledged
     * @param frames those that follow, which the journal keeps already
     * @param maySent whether that process may have sent some of them in this session: which ones nobody knows, so all count as sent
     * @param pendingOf what waits for the acknowledgement of a frame
     */
    void restore(
            long acknowledged, List<byte[]> frames, boolean maySent, Function<? super byte[], ? extends P> pendingOf) {
        synchronized (lock) {
            this.acknowledged = acknowledged;
            waiting.beginAfter(acknowledged);
            frames.forEach(frame -> restore(frame, pendingOf));
            sent = maySent ? waiting.last() : acknowledged;
        }
    }

    /** What was no text meant something to the process before only; its position is taken by a frame that means nothing. */
    private void restore(byte[] frame, Function<? super byte[], ? extends P> pendingOf) {
        if (Text.isText(frame)) {
            take(chunks.with(frame), frame.length, pendingOf.apply(frame));
        } else {
            byte[] nothing = Skipped.NOTHING.toBytes();
            texts.addNotice(take(chunks.with(nothing), nothing.length, null));
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
            if (!window.hasRoomFor(size)) {
                return FULL;
            }
            LogChunk chunk = chunks.withRoomFor(size);
            Text.write(chunk.bytes, chunk.filled, id, from, text, textBytes, both);
            journal.appended(chunk.bytes, chunk.filled, size);
            long position = take(chunk, size, pending);
            lastBoth = both ? position : lastBoth;
            return position;
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
            if (!window.hasRoomFor(frame.length)) {
                return FULL;
            }
            journal.appended(frame, 0, frame.length);
            long position = take(chunks.with(frame), frame.length, pending);
            if (!isText) {
                texts.addNotice(position);
            } else if (Text.isBoth(frame)) {
                lastBoth = position;
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
        return window.isWritable();
    }

    /** How many texts were ever appended. Any thread. */
    public long texts() {
        synchronized (lock) {
            return texts.upTo(waiting.last());
        }
    }

    /** How many of them the peer has had. Any thread. */
    public long acknowledgedTexts() {
        synchronized (lock) {
            return texts.acknowledgedUpTo(acknowledged);
        }
    }

    /** How many bytes of frames wait for their acknowledgement. Any thread. */
    public long unacknowledgedBytes() {
        synchronized (lock) {
            return window.used();
        }
    }

    /**
     * Hands over everything that was appended, not handed over before, and has room in the peer's window, and says if there was
     * anything; the event loop only.
     */
    public boolean takeUnsent(SliceSink sink) {
        for (boolean took = false; ; took = true) {
            LogChunk chunk;
            int from;
            int to;
            synchronized (lock) {
                chunk = chunks.pollUnsent();
                if (chunk == null) {
                    return took;
                }
                long last = lastSendable();
                from = chunk.taken;
                to = last >= chunk.lastPosition ? chunk.filled : chunks.putBack(chunk, last, waiting);
                if (from == to) {
                    return took;
                }
                chunk.taken = to;
                sent = Math.max(sent, Math.min(last, chunk.lastPosition));
            }
            sink.accept(chunk.bytes, from, to - from); // outside the lock: those who send need not wait for the network
        }
    }

    private long lastSendable() {
        return window.isExceeded() ? waiting.lastWithin(window.size()) : waiting.last();
    }

    /** Whether something has yet to be handed over. Any thread. */
    boolean hasUnsent() {
        synchronized (lock) {
            return chunks.hasUnsent();
        }
    }

    /**
     * The peer's window is another, and may be smaller than what waits; before anything is handed over to that peer. The event
     * loop only.
     *
     * @param bytes how many may be unacknowledged, {@link Limits#MIN_WINDOW} or more
     */
    void setWindow(long bytes) {
        synchronized (lock) {
            window.resize(bytes);
        }
    }

    /**
     * The peer has had everything up to a position; the event loop only.
     *
     * @param done takes what waited, in order
     * @throws WireException if so much was never sent
     */
    public void onReceived(long position, Consumer<? super P> done) throws WireException {
        @Nullable Object[] had;
        synchronized (lock) {
            if (position < 0 || position > sent) {
                throw new WireException(
                        CloseCause.IMPOSSIBLE_POSITION,
                        "position " + Long.toUnsignedString(position) + " is acknowledged but was never sent");
            }
            window.giveBack(waiting.bytesUpTo(position));
            had = waiting.removeUpTo(position);
            acknowledged = waiting.first() - 1;
            texts.onAcknowledged(position);
            chunks.dropUpTo(position);
        }
        handOver(had, done);
    }

    /** The last position that was ever handed over. Any thread. */
    public long sent() {
        synchronized (lock) {
            return sent;
        }
    }

    /** The last position that the peer may have had: what was handed over, or whose copy may have overtaken it. Any thread. */
    public long mayHaveArrived() {
        synchronized (lock) {
            return Math.max(sent, lastBoth);
        }
    }

    /** The last position that the peer has acknowledged. Any thread. */
    long acknowledged() {
        synchronized (lock) {
            return acknowledged;
        }
    }

    /** Whether the peer can have everything up to a position, and nothing after it is gone from here. Any thread. */
    public boolean canGoOnAfter(long position) {
        synchronized (lock) {
            return position >= acknowledged && position <= sent;
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
            chunks.goOnAfter(position, waiting);
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
            keep.accept(frames.stream().filter(Text::isText).toList());
            PositionRing<P> old = waiting;
            texts.beginAnew(from, had);
            forgetAll();
            for (int i = 0; i < frames.size(); i++) {
                byte[] frame = frames.get(i);
                if (Text.isText(frame)) { // all else was said to the session that is over
                    take(chunks.with(frame), frame.length, old.get(from + 1 + i));
                }
            }
            dropped = old.removeUpTo(from);
        }
        handOver(dropped, gone);
    }

    private void forgetAll() {
        waiting = new PositionRing<>();
        chunks.clear();
        window.giveBack(window.used()); // what goes on takes its part again
        sent = 0;
        lastBoth = 0;
        acknowledged = 0;
    }

    /** Copies of the frames after a position, to be sent by another session. */
    private List<byte[]> framesAfter(long from, boolean again) {
        List<byte[]> frames = chunks.framesAfter(from, waiting);
        for (int i = 0; i < frames.size(); i++) {
            boolean wasSent = from + 1 + i <= sent;
            byte[] frame = frames.get(i);
            if (Text.isText(frame)) {
                Text.redirect(frame, Text.isBoth(frame) || (again && wasSent)); // a copy may have arrived before
            }
        }
        return frames;
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
            window.close();
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

    private long take(LogChunk chunk, int size, @Nullable P pending) {
        long position = waiting.add(pending, size);
        chunks.add(chunk, size, position);
        window.use(size);
        return position;
    }
}
