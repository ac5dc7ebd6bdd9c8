package io.tekcos.chat.netty;

import io.netty.channel.EventLoop;
import io.tekcos.chat.model.FatesUnknown;
import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.model.SessionEvent;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands a session's events to its listener, in order, and reports back what the listener has had.
 *
 * <ul>
 *   <li>Without an executor the listener runs on the event loop, straight from the read.
 *   <li>With one, events queue up, and one turn at a time takes them there. Turns follow one another without the event loop,
 *       so that the last event arrives even where the loop has ended.
 *   <li>Before there is a listener, messages, unknown fates and the end wait for it; other events are not kept, their state can be asked for.
 *       When a server's session ends, the messages are gone: its client is told that nobody has had them.
 * </ul>
 *
 * The queue is bounded: by the window, since what waits is not acknowledged, and by {@code maxDatagrams} for what came by UDP;
 * changes of a path come a few times a second at most.
 * Everything here runs on the event loop but for the turns on an executor.
 */
final class Inbox {

    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);
    private static final int TURN = 256;

    /** Takes word, on the event loop, that so many frames of so many bytes have been had by the listener. */
    interface Processed {
        void onProcessed(int frames, long bytes);
    }

    /** An event that waits; none for a skipped frame, which only takes its position. */
    private record Entry(@Nullable SessionEvent event, int bytes) {}

    private final EventLoop loop;
    private final int maxDatagrams;
    private final Processed processed;
    private final Runnable brokenExecutor;
    private final Queue<Entry> waiting = new ArrayDeque<>(0); // guarded by itself, and so is inTurn
    private boolean inTurn;
    private volatile @Nullable Consumer<SessionEvent> listener;
    private volatile @Nullable Thread turnThread;
    private @Nullable Executor executor;
    private @Nullable Consumer<Message> relay;
    private int unreported;
    private int waitingDatagrams;
    private boolean deaf;
    private boolean over;

    Inbox(EventLoop loop, int maxDatagrams, Processed processed, Runnable brokenExecutor) {
        this.loop = loop;
        this.maxDatagrams = maxDatagrams;
        this.processed = processed;
        this.brokenExecutor = brokenExecutor;
    }

    /** Sets or replaces who listens, and where; what waited goes there first. */
    void listen(Consumer<SessionEvent> newListener, @Nullable Executor newExecutor) {
        listener = newListener;
        executor = newExecutor;
        proceed();
    }

    /** Sets what takes each message as it comes, before the listener; if nobody listens, nobody needs to any more. */
    void passOn(Consumer<Message> newRelay) {
        relay = newRelay;
        if (listener == null) {
            listen(event -> {}, null);
        }
    }

    /** Whether nothing waits for the listener or is in its hands. */
    boolean isIdle() {
        return unreported == 0;
    }

    /** Whether the listener is running on this very thread, other than straight from a read. */
    boolean isTurnOf(Thread thread) {
        return turnThread == thread;
    }

    /** Takes the content of a sequenced frame; null for one that was skipped. */
    void onFrame(@Nullable SessionEvent event, int bytes) {
        if (deaf) {
            return;
        }
        if (event instanceof Message message) {
            relay(message);
        }
        if (isDirect()) {
            call(event);
            processed.onProcessed(1, bytes);
        } else {
            enqueue(new Entry(event, bytes));
        }
    }

    /** Whether a text that comes by UDP is taken: not if too many of them wait. */
    boolean takesDatagrams() {
        return !deaf && !over && (isDirect() || waitingDatagrams < maxDatagrams);
    }

    /** Takes a text that came by UDP; only while it {@link #takesDatagrams}. */
    void onDatagram(Message message) {
        relay(message);
        if (isDirect()) {
            call(message);
        } else {
            waitingDatagrams++;
            enqueue(new Entry(message, 0));
        }
    }

    /** Takes an event that came in no frame. */
    void onEvent(SessionEvent event) {
        if (over) {
            return;
        }
        over = event instanceof SessionClosed;
        if (isDirect()) {
            call(event);
        } else if (listener != null || event instanceof SessionClosed || event instanceof FatesUnknown) {
            enqueue(new Entry(event, 0));
        }
    }

    /**
     * The session closes from this side. If nobody listens now, no text is handed over any more, not even to a listener that
     * comes later: those that waited are gone, and an acknowledgement of a later one would claim them too.
     */
    void stopKeeping() {
        if (listener == null) {
            discard();
        }
    }

    /** Nobody will ever take what waits: it is gone, and so is every text that comes. */
    void discard() {
        deaf = true;
        synchronized (waiting) {
            waiting.clear();
        }
        unreported = 0;
        waitingDatagrams = 0;
    }

    /** Whether texts that come are not handed over any more. */
    boolean isDeaf() {
        return deaf;
    }

    private void relay(Message message) {
        if (relay != null) {
            relay.accept(message);
        }
    }

    private boolean isDirect() {
        return listener != null && executor == null && unreported == 0;
    }

    private void enqueue(Entry entry) {
        unreported++;
        synchronized (waiting) {
            waiting.add(entry);
        }
        proceed();
    }

    private void proceed() {
        if (listener == null || !beginTurn()) {
            return;
        }
        if (executor == null) {
            do {
                report(takeTurn());
            } while (!endTurn());
        } else {
            takeTurnsOn(executor);
        }
    }

    private void takeTurnsOn(Executor where) {
        try {
            where.execute(() -> {
                Entry[] turn = takeTurn();
                onLoop(() -> report(turn));
                if (!endTurn()) {
                    takeTurnsOn(where);
                }
            });
        } catch (RejectedExecutionException refused) {
            LOG.error("The executor for a session's listeners takes no more work: the session ends", refused);
            onLoop(brokenExecutor);
        }
    }

    private boolean beginTurn() {
        synchronized (waiting) {
            boolean begins = !inTurn && !waiting.isEmpty();
            inTurn |= begins;
            return begins;
        }
    }

    /** Whether nothing was added meanwhile; if something was, the next turn has begun. */
    private boolean endTurn() {
        synchronized (waiting) {
            inTurn = !waiting.isEmpty();
            return !inTurn;
        }
    }

    private Entry[] takeTurn() {
        Entry[] turn = nextTurn();
        turnThread = Thread.currentThread();
        for (Entry entry : turn) {
            call(entry.event());
        }
        turnThread = null;
        return turn;
    }

    private Entry[] nextTurn() {
        synchronized (waiting) {
            Entry[] turn = new Entry[Math.min(TURN, waiting.size())];
            for (int i = 0; i < turn.length; i++) {
                turn[i] = waiting.remove();
            }
            return turn;
        }
    }

    private void report(Entry[] turn) {
        int frames = 0;
        long bytes = 0;
        for (Entry entry : turn) {
            if (entry.bytes() > 0) {
                frames++;
                bytes += entry.bytes();
            } else if (entry.event() instanceof Message) {
                waitingDatagrams--;
            }
        }
        unreported -= turn.length;
        processed.onProcessed(frames, bytes);
    }

    private void onLoop(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
            return;
        }
        try {
            loop.execute(task);
        } catch (RejectedExecutionException loopHasEnded) {
            LOG.debug("A session's event loop has ended before its listener had everything");
        }
    }

    private void call(@Nullable SessionEvent event) {
        Consumer<SessionEvent> to = listener;
        if (to == null || event == null) {
            return;
        }
        try {
            to.accept(event);
        } catch (Throwable e) { // whatever it is, it is the listener's, and neither session nor thread may die of it
            LOG.error("A session's listener threw; the session goes on", e);
        }
    }
}
