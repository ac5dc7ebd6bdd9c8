package io.tekcos.chat.netty;

import io.netty.channel.Channel;
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
import io.tekcos.chat.protocol.SessionStream;
import io.tekcos.chat.protocol.Terms;
import io.tekcos.chat.wire.SharedText;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/** A session that speaks this protocol: frames on its stream, and datagrams with its id. */
final class FramedSession extends NettySession {

    private final Roster roster;
    private final UdpPath udp;
    private final SessionHandler handler;
    private final SessionStream<ReceiptFuture> stream;
    private final Outbound<ReceiptFuture> outbound;
    private final Sender sender;
    private final Alarm alarm;
    private final AtomicBoolean waking = new AtomicBoolean();
    private final Runnable endTurn = this::endTurn;

    FramedSession(Channel channel, Terms terms, Binding binding, Roster roster, Limits limits) {
        super(
                channel.eventLoop(),
                terms.session(),
                new Peer(terms.peerName(), Addresses.remote(channel), false),
                limits);
        alarm = new Alarm(eventLoop(), this::tick);
        this.roster = roster;
        udp = new UdpPath(this, binding);
        handler = new SessionHandler(
                channel,
                this,
                new SessionEar(this, roster),
                Math.min(limits.window(), terms.peerLimits().window()));
        stream = handler.stream();
        outbound = stream.outbound();
        sender = new Sender(eventLoop(), stream, udp, this::hasEnded);
    }

    /** The handshake is over: the session lives from now on. */
    void begin() {
        rearm(now());
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
                        handler.bytesWritten(),
                        handler.bytesRead(),
                        stream.roundTrip()),
                udp.counters(),
                stream.both(sender.sentByBoth()),
                outbound.unacknowledgedBytes());
    }

    SessionHandler handler() {
        return handler;
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
        stream.flush();
        udp.flush();
        rearm(now());
    }

    void onEnd(SessionClosed how) {
        alarm.cancel();
        udp.end(how);
        reportEnd(how);
    }

    /** Makes the event loop look, soon, at what is to be written. */
    void wake() {
        if (eventLoop().inEventLoop() && handler.isInRead()) {
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
        if (!handler.isInRead()) {
            endTurn();
        }
    }

    @Override
    void onBrokenExecutor() {
        stream.fail(CloseCause.INTERNAL_ERROR, "the listener's executor takes no more work");
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
