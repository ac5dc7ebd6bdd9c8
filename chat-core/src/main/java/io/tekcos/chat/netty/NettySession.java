package io.tekcos.chat.netty;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.PathState;
import io.tekcos.chat.model.Peer;
import io.tekcos.chat.model.SendRefusedException;
import io.tekcos.chat.model.Sending;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.model.SessionClosedException;
import io.tekcos.chat.model.SessionCounters;
import io.tekcos.chat.model.SessionEvent;
import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.model.Via;
import io.tekcos.chat.model.WritabilityChanged;
import io.tekcos.chat.protocol.Binding;
import io.tekcos.chat.protocol.Outbound;
import io.tekcos.chat.protocol.SessionStream;
import io.tekcos.chat.protocol.Terms;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One session on its channels: a stream and a datagram path under one name. It lives on one event loop, where its listener
 * runs unless an executor is given; every method here may be called from any thread.
 */
public final class NettySession {

    private final EventLoop loop;
    private final SessionId id;
    private final Peer peer;
    private final Limits limits;
    private final Inbox inbox;
    private final UdpPath udp;
    private final SessionHandler handler;
    private final SessionStream<ReceiptFuture> stream;
    private final Outbound<ReceiptFuture> outbound;
    private final Sender sender;
    private final Alarm alarm;
    private final AtomicBoolean waking = new AtomicBoolean();
    private final Runnable endTurn = this::endTurn;
    private final Waiters awaitingWritable = new Waiters();
    private final LoopFuture<SessionClosed> ended;
    private boolean reportedWritable = true;

    NettySession(Channel channel, Terms terms, Binding binding, Limits limits) {
        this.limits = limits;
        loop = channel.eventLoop();
        alarm = new Alarm(loop, this::tick);
        id = terms.session();
        peer = new Peer(terms.peerName(), Addresses.remote(channel));
        inbox = new Inbox(loop, limits.waitingDatagrams(), this::onProcessed, this::onBrokenExecutor);
        udp = new UdpPath(this, inbox, binding);
        handler = new SessionHandler(
                channel,
                this,
                new SessionEar(inbox, peer.name(), udp),
                Math.min(limits.window(), terms.peerLimits().window()));
        stream = handler.stream();
        outbound = stream.outbound();
        ended = new LoopFuture<>(loop);
        sender = new Sender(loop, stream, udp, ended::isDone);
    }

    /** The handshake is over: the session lives from now on. */
    void begin() {
        rearm(now());
    }

    /**
     * The session's name.
     *
     * @return the id, the same on both sides
     */
    public SessionId id() {
        return id;
    }

    /**
     * Who is at the other end.
     *
     * @return name and address
     */
    public Peer peer() {
        return peer;
    }

    /**
     * The thread that the session lives on.
     *
     * @return its event loop
     */
    public EventLoop eventLoop() {
        return loop;
    }

    /**
     * Whether the calling thread is the one that this session needs in order to end: its event loop, or the thread on which its
     * listener is running now.
     *
     * @return true if it must not wait for this session's end
     */
    public boolean isOwnThread() {
        return loop.inEventLoop() || inbox.isTurnOf(Thread.currentThread());
    }

    /**
     * Sets or replaces the listener. Messages that arrived before there was one wait for it, unacknowledged.
     *
     * @param listener takes every event, in order; an exception it throws is logged and harms nobody
     * @param executor where it runs, one event at a time; null for the event loop
     */
    public void listen(Consumer<SessionEvent> listener, @Nullable Executor executor) {
        onLoop(() -> inbox.listen(listener, executor));
    }

    /**
     * Sends a text.
     *
     * @param text at most {@link Limits#MAX_TEXT_BYTES} bytes of UTF-8
     * @param via the path to take
     * @param fallback what to do if no datagram can carry it; of no meaning for {@link Via#TCP}
     * @return completed when the text's fate is known: by TCP or both when the peer's listener has had it, by UDP when the
     *     network has taken it. It fails with {@link SendRefusedException} or {@link SessionClosedException}. To wait for it on the
     *     session's own thread throws {@link IllegalStateException}
     */
    public Sending send(String text, Via via, Fallback fallback) {
        Sending sending = sender.send(text, via, fallback);
        if (sending.isAccepted() || (!ended.isDone() && !isWritable())) {
            wake();
        }
        return sending;
    }

    /**
     * Whether a text of any permitted size would be accepted by TCP now. It turns false when less room than that is left, and
     * true again when half of it is free.
     *
     * @return true if there is room
     */
    public boolean isWritable() {
        return outbound.isWritable();
    }

    /**
     * When there is room again.
     *
     * @return completed when {@link #isWritable()}; fails with {@link SessionClosedException} if the session ends first
     */
    public CompletableFuture<Void> whenWritable() {
        LoopFuture<Void> future = new LoopFuture<>(loop);
        if (outbound.isWritable() && !ended.isDone()) {
            future.complete(null);
        } else {
            onLoop(() -> awaitWritable(future));
        }
        return future;
    }

    /**
     * The state of the UDP path now.
     *
     * @return a snapshot
     */
    public PathState udp() {
        return udp.state();
    }

    /**
     * When the UDP path is up.
     *
     * @return completed when it is, which may be never; fails with {@link SessionClosedException} if the session ends first
     */
    public CompletableFuture<Void> whenUdpUp() {
        LoopFuture<Void> future = new LoopFuture<>(loop);
        onLoop(() -> udp.whenUp(future));
        return future;
    }

    /**
     * When and how the session has ended.
     *
     * @return completed after the last of its connection is closed; a copy, so that nobody else can complete it
     */
    public CompletableFuture<SessionClosed> whenClosed() {
        return ended.copy();
    }

    /**
     * What was counted so far.
     *
     * @return a snapshot
     */
    public SessionCounters counters() {
        return new SessionCounters(
                new SessionCounters.Tcp(
                        outbound.appended(),
                        outbound.acknowledged(),
                        stream.textsReceived(),
                        handler.bytesWritten(),
                        handler.bytesRead(),
                        stream.roundTrip()),
                udp.counters(),
                stream.both(sender.sentByBoth()),
                outbound.unacknowledgedBytes());
    }

    /**
     * Says goodbye: what was accepted for sending goes first, then both sides stop. It takes {@link Limits#drain()} at most.
     * A second call does nothing.
     *
     * @param cause what the peer is told, a cause with a code
     * @param text the same for a person, cut after 100 characters
     * @throws IllegalArgumentException if the cause has no code
     */
    public void close(CloseCause cause, String text) {
        if (cause.code() < 0) {
            throw new IllegalArgumentException(cause + " has no code that could be sent");
        }
        onLoop(() -> {
            udp.flush();
            stream.close(cause, text, now());
            endTurn();
        });
    }

    /** Cuts the connection at once: what the peer has not acknowledged has an unknown fate. */
    public void closeNow() {
        onLoop(stream::abort);
    }

    Limits limits() {
        return limits;
    }

    SessionHandler handler() {
        return handler;
    }

    SessionStream<ReceiptFuture> stream() {
        return stream;
    }

    /** The time on the clock of the session's event loop, in nanoseconds; only differences mean something. */
    long now() {
        return alarm.now();
    }

    /** Makes sure that what is due next is done in time. */
    void rearm(long now) {
        long until = Math.min(stream.untilPoll(now), udp.untilPoll(now));
        if (until < Long.MAX_VALUE) {
            alarm.set(now + until);
        }
    }

    UdpPath udpPath() {
        return udp;
    }

    /** Writes what the last turn of the event loop brought about. */
    void endTurn() {
        waking.set(false); // before the log is looked at, so that whoever appends later wakes the loop again
        reportWritability();
        stream.flush();
        udp.flush();
        rearm(now());
    }

    void onEnd(SessionClosed how) {
        alarm.cancel();
        udp.end(how);
        inbox.onEvent(how);
        ended.complete(how);
        awaitingWritable.fail(how); // last, for what was heard before may have added another
    }

    /** Makes the event loop look, soon, at what is to be written. */
    void wake() {
        if (loop.inEventLoop() && handler.isInRead()) {
            return; // the read's end takes care of it
        }
        if (!waking.get() && waking.compareAndSet(false, true)) {
            try {
                loop.execute(endTurn);
            } catch (RejectedExecutionException loopHasEnded) {
                udp.flush(); // nothing runs there any more; what came too late hears that the session has ended
            }
        }
    }

    private void onProcessed(int frames, long bytes) {
        stream.onProcessed(frames, bytes);
        if (!handler.isInRead()) {
            endTurn();
        }
    }

    private void tick() {
        try {
            long now = now();
            stream.poll(now);
            udp.poll(now);
            endTurn();
        } finally {
            rearm(now()); // whatever went wrong: nothing else would find out that the peer is gone
        }
    }

    private void onBrokenExecutor() {
        stream.fail(CloseCause.INTERNAL_ERROR, "the listener's executor takes no more work");
    }

    private void reportWritability() {
        boolean writable = outbound.isWritable();
        if (writable) { // even if it was when last looked at: it may not have been in between
            awaitingWritable.complete();
        }
        if (writable != reportedWritable) {
            reportedWritable = writable;
            inbox.onEvent(new WritabilityChanged(writable));
        }
    }

    private void awaitWritable(LoopFuture<Void> future) {
        if (ended.isDone()) {
            future.completeExceptionally(new SessionClosedException(ended.join(), false));
        } else if (outbound.isWritable()) {
            future.complete(null);
        } else {
            awaitingWritable.add(future);
        }
    }

    private void onLoop(Runnable task) {
        if (loop.inEventLoop() || loop.isShutdown()) { // a loop that has ended runs nothing that could get in the way
            task.run();
        } else {
            loop.execute(task);
        }
    }
}
