package io.tekcos.chat.netty;

import io.netty.channel.EventLoop;
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
 *   <li>With one, events queue up, and one turn at a time takes them there.
 *   <li>Before there is a listener, messages and the end wait for it; other events are not kept, their state can be asked for.
 * </ul>
 *
 * The queue is bounded: by the window, since what waits is not acknowledged, and by {@code waitingDatagrams} for what came by
 * UDP. Everything here runs on the event loop but for the turn on the executor.
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
    private final Queue<Entry> waiting = new ArrayDeque<>(0);
    private @Nullable Consumer<SessionEvent> listener;
    private @Nullable Executor executor;
    private int waitingDatagrams;
    private boolean inTurn;
    private boolean deaf;
    private volatile @Nullable Thread turnThread;

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

    boolean hasListener() {
        return listener != null;
    }

    /** Whether nothing waits for the listener or is in its hands. */
    boolean isIdle() {
        return waiting.isEmpty() && !inTurn;
    }

    /** Whether the listener is running on this very thread, other than straight from a read. */
    boolean isTurnOf(Thread thread) {
        return turnThread == thread;
    }

    /** Takes the content of a sequenced frame; null for one that was skipped. */
    void onFrame(@Nullable SessionEvent event, int bytes) {
        if (isDirect()) {
            call(listener, event);
            processed.onProcessed(1, bytes);
        } else if (listener != null || !deaf) {
            waiting.add(new Entry(event, bytes));
            proceed();
        }
    }

    /** Takes a text that came by UDP, or returns false if too many of them wait. */
    boolean onDatagram(Message message) {
        if (isDirect()) {
            call(listener, message);
            return true;
        }
        if (waitingDatagrams >= maxDatagrams || (listener == null && deaf)) {
            return false;
        }
        waitingDatagrams++;
        waiting.add(new Entry(message, 0));
        proceed();
        return true;
    }

    /** Takes an event that came in no frame. */
    void onEvent(SessionEvent event) {
        if (isDirect()) {
            call(listener, event);
        } else if (listener != null || event instanceof SessionClosed) {
            waiting.add(new Entry(event, 0));
            proceed();
        }
    }

    /** The session closes from this side: what nobody listens to now is not kept any more, and stays unacknowledged. */
    void stopKeeping() {
        deaf = true;
        if (listener == null) {
            waiting.clear();
            waitingDatagrams = 0;
        }
    }

    private boolean isDirect() {
        return listener != null && executor == null && waiting.isEmpty() && !inTurn;
    }

    private void proceed() {
        while (listener != null && !inTurn && !waiting.isEmpty()) {
            Entry[] turn = nextTurn();
            inTurn = true;
            if (executor == null) {
                takeTurn(listener, turn);
                endTurn(turn);
            } else {
                takeTurnOn(executor, listener, turn);
            }
        }
    }

    private Entry[] nextTurn() {
        Entry[] turn = new Entry[Math.min(TURN, waiting.size())];
        for (int i = 0; i < turn.length; i++) {
            turn[i] = waiting.remove();
        }
        return turn;
    }

    private void takeTurnOn(Executor where, Consumer<SessionEvent> to, Entry[] turn) {
        try {
            where.execute(() -> {
                takeTurn(to, turn);
                loop.execute(() -> {
                    endTurn(turn);
                    proceed();
                });
            });
        } catch (RejectedExecutionException refused) {
            LOG.error("The executor for a session's listeners takes no more work: the session ends", refused);
            brokenExecutor.run();
        }
    }

    private void takeTurn(Consumer<SessionEvent> to, Entry[] turn) {
        turnThread = Thread.currentThread();
        for (Entry entry : turn) {
            call(to, entry.event());
        }
        turnThread = null;
    }

    private void endTurn(Entry[] turn) {
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
        inTurn = false;
        processed.onProcessed(frames, bytes);
    }

    private static void call(@Nullable Consumer<SessionEvent> to, @Nullable SessionEvent event) {
        if (to == null || event == null) {
            return;
        }
        try {
            to.accept(event);
        } catch (
                Throwable
                        e) { // whatever it is, it is the listener's, and neither the session nor the thread may die of
            // it
            LOG.error("A session's listener threw; the session goes on", e);
        }
    }
}
