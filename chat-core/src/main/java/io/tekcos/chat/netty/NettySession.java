package io.tekcos.chat.netty;

import io.netty.channel.EventLoop;
import io.tekcos.chat.file.Offer;
import io.tekcos.chat.file.SendOptions;
import io.tekcos.chat.file.Transfer;
import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.PathState;
import io.tekcos.chat.model.Peer;
import io.tekcos.chat.model.RoomMember;
import io.tekcos.chat.model.SendRefusedException;
import io.tekcos.chat.model.Sending;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.model.SessionClosedException;
import io.tekcos.chat.model.SessionCounters;
import io.tekcos.chat.model.SessionEvent;
import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.model.TransferException;
import io.tekcos.chat.model.Via;
import io.tekcos.chat.model.WritabilityChanged;
import io.tekcos.chat.wire.SharedText;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One session on its channels: a stream and a datagram path under one name. It lives on one event loop, where its listener
 * runs unless an executor is given; every public method may be called from any thread.
 * When that loop is shut down the session ends, as a connection that was lost, whether it has one or waits for one.
 */
public abstract sealed class NettySession permits FramedSession, SeedSession {

    private final EventLoop loop;
    private volatile SessionId id;
    private volatile Peer peer;
    private final Limits limits;
    private final Inbox inbox;
    private final Waiters awaitingWritable = new Waiters();
    private final LoopFuture<SessionClosed> ended;
    private boolean reportedWritable = true;
    private boolean inRoom;

    NettySession(EventLoop loop, SessionId id, Peer peer, Limits limits) {
        this.loop = loop;
        this.id = id;
        this.peer = peer;
        this.limits = limits;
        inbox = new Inbox(loop, limits.waitingDatagrams(), this::onProcessed, this::onBrokenExecutor);
        ended = new LoopFuture<>(loop);
    }

    /**
     * The session's name.
     *
     * @return the id, the same on both sides; another when the session goes on as a new one, as one with an outbox may
     */
    public final SessionId id() {
        return id;
    }

    /**
     * Who is at the other end.
     *
     * @return name, and address of the latest connection; in a {@link NettyRoom}, the name that it has there
     */
    public final Peer peer() {
        return peer;
    }

    /**
     * The thread that the session lives on.
     *
     * @return its event loop
     */
    public final EventLoop eventLoop() {
        return loop;
    }

    /**
     * Whether the calling thread is the one that this session needs in order to end: its event loop, or the thread on which its
     * listener is running now.
     *
     * @return true if it must not wait for this session's end
     */
    public final boolean isOwnThread() {
        return loop.inEventLoop() || inbox.isTurnOf(Thread.currentThread());
    }

    /**
     * Sets or replaces the listener. Messages that arrived before there was one wait for it, unacknowledged, at a server no
     * longer than the session runs: its client is then told that nobody has had them.
     *
     * @param listener takes every event, in order; an exception it throws is logged and harms nobody
     * @param executor where it runs, one event at a time; null for the event loop
     */
    public final void listen(Consumer<SessionEvent> listener, @Nullable Executor executor) {
        onLoop(() -> inbox.listen(listener, executor));
    }

    /**
     * Sends a text.
     *
     * @param text at most {@link Limits#MAX_TEXT_BYTES} bytes of UTF-8
     * @param via the path to take
     * @param fallback what to do if no datagram can carry it; of no meaning for {@link Via#TCP}
     * @return completed when the text's fate is known: by TCP or both when the peer's listener has had it, by UDP, and
     *     always to a {@linkplain Peer#seedPeer() seed peer}, when the network has taken it. It fails with {@link SendRefusedException} or {@link SessionClosedException}. To wait for it on the
     *     session's own thread throws {@link IllegalStateException}
     */
    public abstract Sending send(String text, Via via, Fallback fallback);

    /**
     * Whether a text of any permitted size would be accepted by TCP now. It turns false when less room than that is left, and
     * true again when half of it is free.
     *
     * @return true if there is room
     */
    public abstract boolean isWritable();

    /**
     * When there is room again.
     *
     * @return completed when {@link #isWritable()}; fails with {@link SessionClosedException} if the session ends first
     */
    public final CompletableFuture<Void> whenWritable() {
        LoopFuture<Void> future = new LoopFuture<>(loop);
        if (isWritable() && !hasEnded()) {
            future.complete(null);
        } else {
            onLoop(() -> awaitWritable(future));
        }
        return future;
    }

    /**
     * Whether there is a connection now; a session waits for another when one is lost.
     *
     * @return true if there is one
     */
    public abstract boolean isConnected();

    /**
     * The state of the UDP path now.
     *
     * @return a snapshot
     */
    public abstract PathState udp();

    /**
     * When the UDP path is up.
     *
     * @return completed when it is, which may be never; fails with {@link SessionClosedException} if the session ends first
     */
    public abstract CompletableFuture<Void> whenUdpUp();

    /**
     * When and how the session has ended.
     *
     * @return completed after the last of its connection is closed; a copy, so that nobody else can complete it
     */
    public final CompletableFuture<SessionClosed> whenClosed() {
        return ended.copy();
    }

    /**
     * What was counted so far.
     *
     * @return a snapshot
     */
    public abstract SessionCounters counters();

    /**
     * Who is in the room that the peer keeps, as far as this side was told.
     *
     * @return a snapshot, this side first, in the order in which the others were named; empty if there is no room
     */
    public abstract List<RoomMember> members();

    /**
     * Offers files and folders to the peer.
     *
     * @param paths files and folders, no two of the same name
     * @param options how fast
     * @return completed when the offer is on its way; fails with {@link TransferException}
     */
    public abstract CompletableFuture<Transfer> sendFiles(List<Path> paths, SendOptions options);

    /**
     * Sets or replaces who decides what becomes of files that the peer offers. As long as nobody does, they are declined.
     * Any thread; in force when it returns.
     *
     * @param handler takes each offer, and may decide later
     * @param executor where it runs; null for the event loop
     */
    public abstract void onOffer(Consumer<? super Offer> handler, @Nullable Executor executor);

    /**
     * The texts that a process before this one had left in the outbox.
     *
     * @return in the order in which they were sent; empty without an outbox. They are completed as those of {@link #send}
     */
    public List<Sending> restored() {
        return List.of();
    }

    /**
     * Says goodbye: what was accepted for sending goes first, then both sides stop. It takes {@link Limits#drain()} at most.
     * A second call does nothing.
     *
     * @param cause what the peer is told, a cause with a code
     * @param text the same for a person, cut after 100 characters
     * @throws IllegalArgumentException if the cause has no code
     */
    public final void close(CloseCause cause, String text) {
        if (cause.code() < 0) {
            throw new IllegalArgumentException(cause + " has no code that could be sent");
        }
        onLoop(() -> beginClose(cause, text));
    }

    /**
     * Ends the session and cuts the connection at once: what was sent and the peer has not acknowledged has an unknown fate. The
     * peer hears that this was on purpose if the network takes one more frame at once; else it waits for this side to come back.
     */
    public final void closeNow() {
        onLoop(this::abort);
    }

    /**
     * Becomes a member of a room, before the first event.
     *
     * @param relay takes each message that comes, before the listener
     * @throws IllegalStateException if it is a member already, or this is not its event loop
     */
    final void enterRoom(Consumer<Message> relay) {
        if (!loop.inEventLoop()) {
            throw new IllegalStateException("A session enters a room on its event loop: do it where it is handed over");
        }
        if (inRoom) {
            throw new IllegalStateException("The session is in a room already");
        }
        inRoom = true;
        inbox.passOn(relay);
    }

    /** Sets what the room calls the peer. */
    final void rename(String name) {
        peer = new Peer(name, peer.address(), peer.seedPeer());
    }

    /** The session goes on as another. */
    final void renameSession(SessionId other) {
        id = other;
    }

    /** Sets where the peer is now. */
    final void moveTo(InetSocketAddress address) {
        peer = new Peer(peer.name(), address, peer.seedPeer());
    }

    /** Sends a text that others are sent too. Any thread. */
    abstract ReceiptFuture send(SharedText text, Via via, Fallback fallback);

    /**
     * Sends a text whose fate nobody awaits, by the path given or by TCP. Any thread.
     *
     * @return false if it was not sent because the peer is a whole window behind
     */
    abstract boolean relay(SharedText text, Via via);

    /** Sends a frame about a room, as {@link #relay} does. Any thread. */
    abstract boolean tell(byte[] frame);

    /** Says goodbye. Event loop only. */
    abstract void beginClose(CloseCause cause, String text);

    /** Cuts the connection. Event loop only. */
    abstract void abort();

    /** The listener has had so many frames of so many bytes together. Event loop only. */
    abstract void onProcessed(int frames, long bytes);

    /** The listener's executor takes no more work. Event loop only. */
    abstract void onBrokenExecutor();

    final Limits limits() {
        return limits;
    }

    final Inbox inbox() {
        return inbox;
    }

    final boolean hasEnded() {
        return ended.isDone();
    }

    /** Tells whoever waits for it, or listens, whether there is room. Event loop only. */
    final void reportWritability() {
        boolean writable = isWritable();
        if (writable) { // even if it was when last looked at: it may not have been in between
            awaitingWritable.complete();
        }
        if (writable != reportedWritable) {
            reportedWritable = writable;
            inbox.onEvent(new WritabilityChanged(writable));
        }
    }

    /** The connection is no more: the last event. Event loop only. */
    final void reportEnd(SessionClosed how) {
        inbox.onEvent(how);
        ended.complete(how);
        awaitingWritable.fail(how); // last, for what was heard before may have added another
    }

    final void onLoop(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
            return;
        }
        try {
            loop.execute(task);
        } catch (RejectedExecutionException loopHasEnded) {
            task.run(); // nothing runs there any more that could get in the way
        }
    }

    private void awaitWritable(LoopFuture<Void> future) {
        if (hasEnded()) {
            future.completeExceptionally(new SessionClosedException(ended.join(), false));
        } else if (isWritable()) {
            future.complete(null);
        } else {
            awaitingWritable.add(future);
        }
    }
}
