package io.tekcos.chat;

import io.tekcos.chat.file.Offer;
import io.tekcos.chat.file.SendOptions;
import io.tekcos.chat.file.Transfer;
import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.FatesUnknown;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.MemberJoined;
import io.tekcos.chat.model.MemberLeft;
import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.PathChanged;
import io.tekcos.chat.model.PathState;
import io.tekcos.chat.model.Peer;
import io.tekcos.chat.model.Reconnecting;
import io.tekcos.chat.model.Resumed;
import io.tekcos.chat.model.RoomMember;
import io.tekcos.chat.model.SendRefusedException;
import io.tekcos.chat.model.Sending;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.model.SessionClosedException;
import io.tekcos.chat.model.SessionCounters;
import io.tekcos.chat.model.SessionEvent;
import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.model.SlowerCopy;
import io.tekcos.chat.model.TransferException;
import io.tekcos.chat.model.Via;
import io.tekcos.chat.model.WritabilityChanged;
import io.tekcos.chat.netty.NettySession;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A session with one peer: a reliable stream (TCP) and a best-effort datagram path (UDP) under one name. Any thread may call
 * its methods.
 */
public final class Session implements AutoCloseable {

    private final NettySession netty;
    private final @Nullable Executor executor;

    Session(NettySession netty, @Nullable Executor executor) {
        this.netty = netty;
        this.executor = executor;
    }

    /**
     * The session's name.
     *
     * @return the id, the same on both sides; one with an outbox may go on as another session, with another id
     */
    public SessionId id() {
        return netty.id();
    }

    /**
     * Who is at the other end.
     *
     * @return name and address; in a {@link Room}, the name that it has there
     */
    public Peer peer() {
        return netty.peer();
    }

    /**
     * Sets or replaces what is done with messages; the same as a {@link SessionListener} with that method alone.
     *
     * @param handler takes each message, in order
     */
    public void onMessage(Consumer<? super Message> handler) {
        listen(new SessionListener() {
            @Override
            public void onMessage(Session session, Message message) {
                handler.accept(message);
            }
        });
    }

    /**
     * Sets or replaces the listener. Messages that arrived before there was one wait for it, unacknowledged, at a server no longer
     * than the session runs; other events that came before are not repeated, but for the end of the session.
     *
     * @param listener hears what happens from now on
     */
    public void listen(SessionListener listener) {
        netty.listen(event -> dispatch(event, listener), executor);
    }

    /**
     * Sends a text; if it is meant for UDP or both and no datagram can carry it, it travels by TCP alone.
     *
     * @param text at most {@link Limits#MAX_TEXT_BYTES} bytes of UTF-8
     * @param via the path to take
     * @return as for {@link #send(String, Via, Fallback)}
     */
    public Sending send(String text, Via via) {
        return send(text, via, Fallback.TCP);
    }

    /**
     * Sends a text.
     *
     * @param text at most {@link Limits#MAX_TEXT_BYTES} bytes of UTF-8
     * @param via the path to take
     * @param fallback what becomes of a text for UDP or both that no datagram can carry; of no meaning for {@link Via#TCP}
     * @return completed when its fate is known: by TCP or both when the peer's listener has had it, by UDP, and always to
     *     a {@linkplain Peer#seedPeer() seed peer}, when the network has taken it. It fails with {@link SendRefusedException} if the text was not accepted, with {@link SessionClosedException} if
     *     the session ended first. It is completed on the session's thread, and to wait for it there throws
     *     {@link IllegalStateException}
     */
    public Sending send(String text, Via via, Fallback fallback) {
        return netty.send(text, via, fallback);
    }

    /**
     * Offers files and folders to the peer, whose program decides; the same as {@link #sendFiles(List, SendOptions)} as fast as
     * network and disks are.
     *
     * @param paths files and folders, no two of the same name
     * @return as for {@link #sendFiles(List, SendOptions)}
     */
    public CompletableFuture<Transfer> sendFiles(List<Path> paths) {
        return sendFiles(paths, SendOptions.DEFAULT);
    }

    /**
     * Offers files and folders to the peer, whose program decides. They travel by connections of their own, and texts do not wait
     * for them. A transfer whose session ends has failed, but what the receiver has of it stays: when the same paths are offered
     * again with the same {@linkplain SendOptions#key key}, unchanged, to the same receiver, it goes on.
     *
     * @param paths files and folders, no two of the same name; a folder is sent with all that is in it
     * @param options how fast, and with which key
     * @return completed when all is listed and the offer is on its way, for which the disk is read by a thread of the library;
     *     fails with {@link TransferException} if something cannot be read, or the session cannot carry files
     */
    public CompletableFuture<Transfer> sendFiles(List<Path> paths, SendOptions options) {
        return netty.sendFiles(paths, options);
    }

    /**
     * Sets or replaces who decides what becomes of files that the peer offers. As long as nobody does, they are declined.
     * Any thread; in force when it returns.
     *
     * @param handler takes each offer; it runs where listeners do, and may decide later
     */
    public void onOffer(Consumer<? super Offer> handler) {
        netty.onOffer(handler, executor);
    }

    /**
     * The texts that a process before this one had left in the {@linkplain ChatClient.Builder#outbox outbox}.
     *
     * @return in the order in which they were sent; empty without an outbox. They are completed as those of {@link #send}
     */
    public List<Sending> restored() {
        return netty.restored();
    }

    /**
     * Whether a text of any permitted size would be accepted by TCP now. It turns false when less room than that is left in
     * the window, and true again when half of it is free.
     *
     * @return true if there is room
     */
    public boolean isWritable() {
        return netty.isWritable();
    }

    /**
     * When there is room again.
     *
     * @return completed when {@link #isWritable()}; fails with {@link SessionClosedException} if the session ends first
     */
    public CompletableFuture<Void> whenWritable() {
        return netty.whenWritable();
    }

    /**
     * Whether there is a connection now. A session whose connection is lost waits for another, for as long as
     * {@link Limits#resume()} says, and {@link #send} by TCP is accepted meanwhile.
     *
     * @return true if there is one
     */
    public boolean isConnected() {
        return netty.isConnected();
    }

    /**
     * The state of the UDP path now.
     *
     * @return a snapshot
     */
    public PathState udp() {
        return netty.udp();
    }

    /**
     * When the UDP path is up.
     *
     * @return completed when it is, which may be never; fails with {@link SessionClosedException} if the session ends first
     */
    public CompletableFuture<Void> whenUdpUp() {
        return netty.whenUdpUp();
    }

    /**
     * Who is in the room that the peer keeps, as far as this side was told.
     *
     * @return a snapshot, this side first, by the name that it has there; empty if the peer keeps no room
     */
    public List<RoomMember> members() {
        return netty.members();
    }

    /**
     * What was counted so far.
     *
     * @return a snapshot
     */
    public SessionCounters counters() {
        return netty.counters();
    }

    /**
     * When and how the session has ended.
     *
     * @return completed after its connection is closed
     */
    public CompletableFuture<SessionClosed> whenClosed() {
        return netty.whenClosed();
    }

    /**
     * Says goodbye and waits for the end: what was accepted for sending is delivered first, within {@link Limits#drain()}. On
     * the session's own thread, or in its listener, it does not wait. A second call waits too, but changes nothing.
     */
    @Override
    public void close() {
        close(CloseCause.GOODBYE, "");
    }

    /**
     * Says goodbye with a reason, and waits as {@link #close()} does.
     *
     * @param cause what the peer is told; a cause with a code
     * @param text the same for a person, cut after 100 characters
     * @throws IllegalArgumentException if the cause has no code
     */
    public void close(CloseCause cause, String text) {
        netty.close(cause, text);
        if (!netty.isOwnThread()) {
            whenClosed().join();
        }
    }

    /**
     * Says goodbye and waits for the end, but no longer than this; then the connection is cut.
     *
     * @param timeout how long to wait
     */
    public void close(Duration timeout) {
        netty.close(CloseCause.GOODBYE, "");
        if (netty.isOwnThread()) {
            return;
        }
        try {
            whenClosed().get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            closeNow();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            closeNow();
        } catch (java.util.concurrent.ExecutionException impossible) {
            throw new IllegalStateException("the end of a session never fails", impossible);
        }
    }

    /**
     * Ends the session, cuts the connection at once and returns: what was sent and the peer has not acknowledged has an unknown
     * fate. The peer hears that this was on purpose if the network takes one more frame at once; else it waits for this side to
     * come back.
     */
    public void closeNow() {
        netty.closeNow();
    }

    /** The peer's name and the session's id, for a log. */
    @Override
    public String toString() {
        return "Session[" + peer().name() + ", " + id() + "]";
    }

    NettySession netty() {
        return netty;
    }

    void beginClose(CloseCause cause, String text) {
        netty.close(cause, text);
    }

    private void dispatch(SessionEvent event, SessionListener listener) {
        if (event instanceof Message message) {
            listener.onMessage(this, message);
        } else if (event instanceof SlowerCopy copy) {
            listener.onSlowerCopy(this, copy);
        } else if (event instanceof MemberJoined joined) {
            listener.onMemberJoined(this, joined);
        } else if (event instanceof MemberLeft left) {
            listener.onMemberLeft(this, left);
        } else if (event instanceof PathChanged change) {
            listener.onPathChanged(this, change);
        } else if (event instanceof WritabilityChanged change) {
            listener.onWritabilityChanged(this, change.writable());
        } else if (event instanceof Reconnecting news) {
            listener.onReconnecting(this, news);
        } else if (event instanceof Resumed resumed) {
            listener.onResumed(this, resumed);
        } else if (event instanceof FatesUnknown fates) {
            listener.onFatesUnknown(this, fates);
        } else if (event instanceof SessionClosed closed) {
            listener.onClosed(this, closed);
        }
    }
}
