package io.tekcos.chat.netty;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.model.SessionClosedException;
import io.tekcos.chat.protocol.Count;
import io.tekcos.chat.protocol.SeedPace;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The texts that go to a seed peer by TCP, as bare bytes. A seed peer acknowledges nothing, so a text is done when the network
 * has taken it; until then it counts towards a bound. {@link #offer} and what only looks are for any thread, the rest is for
 * the event loop.
 */
final class SeedOutput {

    /** What a text takes beside its bytes, so that texts without bytes are bounded too. */
    private static final int TEXT_COST = 64;

    private static final int LARGEST_COST = Limits.MAX_TEXT_BYTES + TEXT_COST;

    private final Channel channel;
    private final int bound;
    private final Runnable onRoom;
    private final SeedPace pace = new SeedPace();
    private final Alarm alarm;
    private final Queue<SeedText> offered = new ArrayDeque<>(); // guarded by this, as are the next three
    private long pending;
    private long textsSent;
    private @Nullable SessionClosed closed;
    private volatile boolean writable = true;
    private final Queue<SeedText> begun = new ArrayDeque<>();
    private final Count bytesWritten = new Count();
    private @Nullable SeedText current;
    private int position;
    private boolean hurried;

    /** What became of a text that was offered. */
    enum Offer {
        ACCEPTED,
        FULL,
        CLOSED
    }

    SeedOutput(Channel channel, int bound, Runnable onRoom) {
        this.channel = channel;
        this.bound = bound;
        this.onRoom = onRoom;
        alarm = new Alarm(channel.eventLoop(), this::flush);
    }

    synchronized Offer offer(SeedText text) {
        if (closed != null) {
            return Offer.CLOSED;
        }
        if (pending + cost(text) > bound) {
            return Offer.FULL;
        }
        pending += cost(text);
        textsSent++;
        offered.add(text);
        if (bound - pending < LARGEST_COST) {
            writable = false;
        }
        return Offer.ACCEPTED;
    }

    boolean isWritable() {
        return writable;
    }

    synchronized long textsSent() {
        return textsSent;
    }

    /** How many bytes wait for the network to take them, with a little more for each text. */
    synchronized long pending() {
        return pending;
    }

    long bytesWritten() {
        return bytesWritten.get();
    }

    /** Takes no more texts, for a reason. */
    synchronized void close(SessionClosed how) {
        closed = closed == null ? how : closed;
    }

    /** Why it takes no more texts; null if it does. */
    synchronized @Nullable SessionClosed closed() {
        return closed;
    }

    /** Writes what the peer can read by now, and sees to it that the rest follows. */
    void flush() {
        for (SeedText text = current(); text != null; text = current()) {
            int end = SeedPace.endOfPiece(text.utf8(), position);
            if (!hurried && !pace.tryWrite(end - position, alarm.now())) {
                alarm.set(pace.pauseEnd());
                return;
            }
            int from = position;
            position = end; // first: what completes a receipt may come back here
            write(text, from, end);
        }
    }

    /** Writes everything at once: there is no time for pauses any more. */
    void flushAll() {
        hurried = true;
        flush();
    }

    /** The connection is no more: what the network has not taken never will be. Returns the ids of those it may have taken. */
    List<Long> end(SessionClosed how) {
        alarm.cancel();
        close(how);
        List<Long> unknown = begun.stream().flatMap(SeedText::awaitedId).toList();
        begun.forEach(text -> text.fail(new SessionClosedException(how, true)));
        begun.clear();
        current = null;
        for (SeedText text = poll(); text != null; text = poll()) {
            text.fail(new SessionClosedException(how, false));
        }
        return unknown;
    }

    /** The text to go on with, or the next one; null for none. */
    private @Nullable SeedText current() {
        if (current != null && position < current.utf8().length) {
            return current;
        }
        current = poll();
        position = 0;
        if (current != null) {
            begun.add(current);
        }
        return current;
    }

    private synchronized @Nullable SeedText poll() {
        return offered.poll();
    }

    private static int cost(SeedText text) {
        return text.utf8().length + TEXT_COST;
    }

    private void write(SeedText text, int from, int to) {
        boolean last = to == text.utf8().length;
        ChannelFuture written = channel.writeAndFlush(Unpooled.wrappedBuffer(text.utf8(), from, to - from));
        written.addListener((ChannelFutureListener) done -> {
            if (done.isSuccess()) {
                bytesWritten.add(to - from);
                if (last) {
                    onTaken(text);
                }
            }
        });
    }

    private void onTaken(SeedText text) {
        begun.remove(); // writes succeed in their order
        synchronized (this) {
            pending -= cost(text);
            if (pending <= (bound - LARGEST_COST) / 2) {
                writable = true;
            }
        }
        text.sent();
        onRoom.run();
    }
}
