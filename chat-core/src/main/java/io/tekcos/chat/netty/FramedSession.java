package io.tekcos.chat.netty;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.tekcos.chat.file.Offer;
import io.tekcos.chat.file.SendOptions;
import io.tekcos.chat.file.Transfer;
import io.tekcos.chat.journal.SavedSession;
import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.PathState;
import io.tekcos.chat.model.Peer;
import io.tekcos.chat.model.RoomMember;
import io.tekcos.chat.model.Sending;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.model.SessionCounters;
import io.tekcos.chat.model.Via;
import io.tekcos.chat.protocol.Binding;
import io.tekcos.chat.protocol.Outbound;
import io.tekcos.chat.protocol.Roster;
import io.tekcos.chat.protocol.SessionJournal;
import io.tekcos.chat.protocol.SessionStream;
import io.tekcos.chat.protocol.Terms;
import io.tekcos.chat.protocol.Ticket;
import io.tekcos.chat.transfer.OfferListener;
import io.tekcos.chat.wire.Epitaph;
import io.tekcos.chat.wire.SharedText;
import io.tekcos.chat.wire.Text;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A session that speaks this protocol: frames on its stream, over one connection after the other, and datagrams with the id of the
 * connection. Its {@link Lifeline} finds it the next connection.
 */
final class FramedSession extends NettySession {

    private final Roster roster;
    private final SessionEar ear;
    private final UdpPath udp;
    private final Traffic traffic = new Traffic();
    private final Lifeline lifeline;
    private final SessionStream<ReceiptFuture> stream;
    private final Outbound<ReceiptFuture> outbound;
    private final Sender sender;
    private final Alarm alarm;
    private final AtomicBoolean waking = new AtomicBoolean();
    private final Runnable endTurn = this::endTurn;
    private @Nullable Channel channel;
    private @Nullable SessionHandler handler;
    private @Nullable SessionTransfers transfers;
    private volatile @Nullable OfferListener offerListener;
    private boolean settled;
    private volatile List<Sending> restored = List.of();

    /**
     * Creates one without a connection.
     *
     * @param loop where it lives
     * @param address the peer's
     * @param away how long it waits for another connection when one is lost
     * @param journal what outlives the process
     */
    FramedSession(
            EventLoop loop,
            Terms terms,
            InetSocketAddress address,
            Binding binding,
            Roster roster,
            Limits limits,
            Duration away,
            Lifeline lifeline,
            SessionJournal journal) {
        super(loop, terms.session(), new Peer(terms.peerName(), address, false), limits);
        this.lifeline = lifeline;
        alarm = new Alarm(eventLoop(), this::tick, this::onLoopShutdown);
        this.roster = roster;
        udp = new UdpPath(this, binding);
        ear = new SessionEar(this, roster);
        stream = new SessionStream<>(
                ear,
                limits.window(),
                sendWindow(limits, terms.peerLimits().window()),
                limits.drain().toNanos(),
                away.toNanos(),
                now(),
                journal);
        outbound = stream.outbound();
        sender = new Sender(eventLoop(), stream, udp, this::hasEnded);
    }

    private static long sendWindow(Limits limits, long peerWindow) {
        return Math.min(limits.window(), peerWindow);
    }

    /**
     * Goes on where the process before this one was killed; before there is a connection.
     *
     * @param maySent whether that one may have sent in this session what it has left
     */
    void restore(SavedSession saved, boolean maySent) {
        List<Sending> kept = new ArrayList<>();
        if (saved.received() > 0) {
            roster.joinLate();
        }
        stream.restore(saved.received(), saved.acknowledged(), saved.frames(), maySent, frame -> {
            ReceiptFuture receipt = new ReceiptFuture(eventLoop(), Text.idOf(frame), Via.TCP);
            kept.add(receipt);
            return receipt;
        });
        restored = List.copyOf(kept);
    }

    /** Texts that the process before this one had left are delivered already, as the server says. */
    void noteDelivered(List<Long> ids) {
        Stream<Sending> had = ids.stream().map(id -> {
            ReceiptFuture receipt = new ReceiptFuture(eventLoop(), id, Via.TCP);
            receipt.delivered();
            return receipt;
        });
        restored = Stream.concat(had, restored.stream()).toList();
    }

    /** The session goes on as another, because the peer has ended it; what it had not heard is sent again. */
    void renew(Epitaph epitaph, Ticket other) {
        stream.renew(epitaph.acknowledged(), epitaph.exact(), other.session(), other.secret(), now());
        onRenewed(other);
    }

    /** The session goes on as another, because the peer has forgotten it. */
    void renewUnknown(Ticket other) {
        stream.renewUnknown(other.session(), other.secret(), now());
        onRenewed(other);
        ear.reportUnknown();
    }

    /** The session has this window of the peer's from the next connection on. */
    void setPeerWindow(long window) {
        stream.setSendWindow(sendWindow(limits(), window));
    }

    private void onRenewed(Ticket other) {
        if (transfers != null) {
            transfers.endAll();
        }
        renameSession(other.session());
        roster.clear();
    }

    @Override
    public List<Sending> restored() {
        return restored;
    }

    /** The handshake is over: the session lives from now on, by this connection. */
    void begin(Channel first) {
        stream.attach(handlerOf(first), now());
        rearm(now());
    }

    /**
     * The handshake is over: the session goes on by this connection.
     *
     * @param peerReceived the last position that has arrived at the peer
     * @param binding of the new connection's datagrams
     */
    void resume(Channel next, long peerReceived, Binding binding) {
        moveTo(Addresses.remote(next));
        SessionHandler connection = handlerOf(next);
        udp.rebind(binding);
        stream.resume(connection, peerReceived, now());
        endTurn();
    }

    /** Ends the session if it still waits for a connection: others that have lost theirs later need its place. */
    void giveWay() {
        onLoop(() -> {
            if (!stream.isConnected()) {
                stream.giveUp("too many sessions wait for their clients");
            }
        });
    }

    /** The connection that there may be is given up; whatever still comes by it is not heard any more. */
    void dropConnection(String why) {
        Channel dropped = channel;
        stream.onSuperseded(why, now());
        if (dropped != null) {
            dropped.close();
        }
    }

    private SessionHandler handlerOf(Channel next) {
        channel = next;
        handler = new SessionHandler(next, this, traffic);
        Pipelines.establish(next, handler);
        return handler;
    }

    @Override
    public Sending send(String text, Via via, Fallback fallback) {
        return woken(sender.send(text, via, fallback));
    }

    @Override
    ReceiptFuture send(SharedText text, Via via, Fallback fallback) {
        return woken(sender.send(text, via, fallback));
    }

    private ReceiptFuture woken(ReceiptFuture sending) {
        if (sending.isAccepted() || (!hasEnded() && !isWritable())) {
            wake();
        }
        return sending;
    }

    @Override
    boolean relay(SharedText text, Via via) {
        boolean kept = sender.relay(text, via);
        wake();
        return kept;
    }

    @Override
    boolean tell(byte[] frame) {
        boolean kept = sender.tell(frame);
        wake();
        return kept;
    }

    @Override
    public List<RoomMember> members() {
        return roster.members();
    }

    /** Who wrote a text, by the number in it. */
    String nameOf(int from) {
        return roster.nameOf(from, peer().name());
    }

    @Override
    public boolean isWritable() {
        return outbound.isWritable();
    }

    @Override
    public PathState udp() {
        return udp.state();
    }

    @Override
    public CompletableFuture<Void> whenUdpUp() {
        LoopFuture<Void> future = new LoopFuture<>(eventLoop());
        onLoop(() -> udp.whenUp(future));
        return future;
    }

    @Override
    public SessionCounters counters() {
        return new SessionCounters(
                new SessionCounters.Tcp(
                        outbound.texts(),
                        outbound.acknowledgedTexts(),
                        stream.textsReceived(),
                        traffic.written().get(),
                        traffic.read().get(),
                        stream.roundTrip()),
                udp.counters(),
                stream.both(sender.sentByBoth()),
                outbound.unacknowledgedBytes(),
                stream.resumes(),
                stream.repeated());
    }

    @Override
    public boolean isConnected() {
        return stream.isConnected();
    }

    @Override
    public CompletableFuture<Transfer> sendFiles(List<Path> paths, SendOptions options) {
        LoopFuture<Transfer> offered = new LoopFuture<>(eventLoop());
        onLoop(() -> transfers().desk().send(paths, options, offered));
        return offered;
    }

    @Override
    public void onOffer(Consumer<? super Offer> handler, @Nullable Executor executor) {
        offerListener = new OfferListener(handler, executor);
    }

    @Nullable
    OfferListener offerListener() {
        return offerListener;
    }

    /** What it does for transfers of files, from the first one on. Event loop only. */
    SessionTransfers transfers() {
        SessionTransfers made = transfers;
        if (made == null) {
            made = new SessionTransfers(this, lifeline);
            transfers = made;
        }
        return made;
    }

    SessionStream<ReceiptFuture> stream() {
        return stream;
    }

    UdpPath udpPath() {
        return udp;
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

    /** Writes what the last turn of the event loop brought about. */
    void endTurn() {
        waking.set(false); // before the log is looked at, so that whoever appends later wakes the loop again
        reportWritability();
        if (transfers != null) {
            transfers.tellAll();
        }
        stream.flush();
        udp.flush();
        rearm(now());
    }

    /** There is no connection for now. */
    void onDetached(String why) {
        if (eventLoop().isShuttingDown()) {
            onLoopShutdown();
            return;
        }
        udp.detach();
        if (!hasEnded()) { // whoever listens has heard of the path's end, and may have closed the session
            lifeline.onDetached(why);
            rearm(now());
        }
    }

    /** There will be no turn to go on in. A connection that there is still ends by itself, as all of the loop's do. */
    private void onLoopShutdown() {
        if (!stream.isConnected()) {
            stream.giveUp("the session's event loop is shutting down");
        }
    }

    /** There is none any more, and will be none. */
    void onEnd(SessionClosed how) {
        alarm.cancel();
        udp.end(how);
        if (transfers != null) {
            transfers.desk().onSessionEnd("the session has ended: offered again in another, it goes on where it was");
        }
        lifeline.onEnded();
        reportEnd(how);
        settle();
    }

    /** Once the session is over and nothing of the stream waits for the listener any more, what it has had is final. */
    private void settle() {
        boolean isFinal = inbox().isDeaf() || stream.heard() == stream.received();
        if (hasEnded() && !settled && isFinal) {
            settled = true;
            lifeline.onSettled();
        }
    }

    private boolean isInRead() {
        return handler != null && handler.isInRead();
    }

    /** Makes the event loop look, soon, at what is to be written. */
    void wake() {
        if (eventLoop().inEventLoop() && isInRead()) {
            return; // the read's end takes care of it
        }
        if (!waking.get() && waking.compareAndSet(false, true)) {
            try {
                eventLoop().execute(endTurn);
            } catch (RejectedExecutionException loopHasEnded) {
                udp.flush(); // nothing runs there any more; what came too late hears that the session has ended
            }
        }
    }

    @Override
    void beginClose(CloseCause cause, String text) {
        udp.flush();
        stream.close(cause, text, now());
        endTurn();
    }

    @Override
    void abort() {
        stream.abort();
    }

    @Override
    void onProcessed(int frames, long bytes) {
        stream.onProcessed(frames, bytes);
        if (!isInRead()) {
            endTurn();
        }
        settle();
    }

    @Override
    void onBrokenExecutor() {
        inbox().discard();
        stream.fail(CloseCause.INTERNAL_ERROR, "the listener's executor takes no more work");
        settle();
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
}
