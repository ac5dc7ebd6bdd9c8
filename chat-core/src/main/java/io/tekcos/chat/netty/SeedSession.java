package io.tekcos.chat.netty;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.channel.Channel;
import io.tekcos.chat.file.Offer;
import io.tekcos.chat.file.SendOptions;
import io.tekcos.chat.file.Transfer;
import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.Fallback;
import io.tekcos.chat.model.FatesUnknown;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.PathState;
import io.tekcos.chat.model.Peer;
import io.tekcos.chat.model.RoomMember;
import io.tekcos.chat.model.RoundTrip;
import io.tekcos.chat.model.Sending;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.model.SessionCounters;
import io.tekcos.chat.model.SessionCounters.First;
import io.tekcos.chat.model.TransferException;
import io.tekcos.chat.model.TransferFault;
import io.tekcos.chat.model.Via;
import io.tekcos.chat.wire.SharedText;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A session with a seed peer: bare bytes on its stream, each read a text, and bare datagrams. Nothing is confirmed, and the
 * peer is never asked whether it is there.
 */
final class SeedSession extends NettySession {

    private static final First NEVER = new First(0, 0, Duration.ZERO, Duration.ZERO);

    private final SeedHandler handler;
    private final SeedOutput output;
    private final SeedDatagrams datagrams;
    private final SeedSender sender;
    private final AtomicLong nextMessageId =
            new AtomicLong(ThreadLocalRandom.current().nextLong() >>> 1);
    private final AtomicBoolean waking = new AtomicBoolean();
    private final Runnable flush = this::flush;

    SeedSession(Channel channel, Limits limits) {
        super(channel.eventLoop(), Randoms.sessionId(), seedPeer(Addresses.remote(channel)), limits);
        output = new SeedOutput(channel, limits.window(), this::reportWritability);
        datagrams = new SeedDatagrams(limits.waitingDatagrams(), inbox()::onEvent);
        sender = new SeedSender(eventLoop(), output, datagrams);
        handler = new SeedHandler(channel, this, output);
    }

    private static Peer seedPeer(InetSocketAddress address) {
        return new Peer(address.getAddress().getHostAddress(), address, true);
    }

    @Override
    public Sending send(String text, Via via, Fallback fallback) {
        Sending sending = sender.send(text, via, fallback);
        wake();
        return sending;
    }

    @Override
    ReceiptFuture send(SharedText text, Via via, Fallback fallback) {
        ReceiptFuture sending = sender.send(text, via, fallback);
        wake();
        return sending;
    }

    @Override
    boolean relay(SharedText text, Via via) {
        boolean kept = sender.relay(text, via);
        wake();
        return kept;
    }

    /** A seed peer knows no rooms. */
    @Override
    boolean tell(byte[] frame) {
        return true;
    }

    @Override
    public CompletableFuture<Transfer> sendFiles(List<Path> paths, SendOptions options) {
        return CompletableFuture.failedFuture(
                new TransferException(TransferFault.DECLINED, "The peer is a seed peer, which knows no files"));
    }

    /** A seed peer offers none. */
    @Override
    public void onOffer(Consumer<? super Offer> handler, @Nullable Executor executor) {}

    @Override
    public List<RoomMember> members() {
        return List.of();
    }

    @Override
    public boolean isWritable() {
        return output.isWritable();
    }

    @Override
    public PathState udp() {
        return datagrams.state();
    }

    @Override
    public CompletableFuture<Void> whenUdpUp() {
        LoopFuture<Void> future = new LoopFuture<>(eventLoop());
        onLoop(() -> datagrams.whenUp(future));
        return future;
    }

    @Override
    public SessionCounters counters() {
        return new SessionCounters(
                new SessionCounters.Tcp(
                        output.textsSent(),
                        0,
                        handler.textsReceived(),
                        output.bytesWritten(),
                        handler.bytesRead(),
                        RoundTrip.UNKNOWN),
                datagrams.counters(),
                new SessionCounters.Both(0, NEVER, NEVER),
                output.pending(),
                0,
                0);
    }

    @Override
    public boolean isConnected() {
        return !hasEnded();
    }

    SeedHandler handler() {
        return handler;
    }

    SeedDatagrams datagrams() {
        return datagrams;
    }

    /** Hands a text that came by the stream to the listener. Event loop only. */
    void onStreamText(String text, int bytes) {
        inbox().onFrame(message(text, Via.TCP), bytes);
    }

    /** Hands a datagram to the listener, unless it has too many waiting; one without a byte is nothing. Event loop only. */
    void onDatagram(byte[] bytes) {
        datagrams.onReceived();
        if (bytes.length > 0) {
            boolean taken = inbox().takesDatagrams();
            datagrams.onText(taken);
            if (taken) {
                inbox().onDatagram(message(new String(bytes, UTF_8), Via.UDP));
            }
        }
    }

    /** The connection is no more. Event loop only. */
    void onEnd(SessionClosed how) {
        List<Long> unknown = output.end(how);
        datagrams.end(how);
        if (!unknown.isEmpty()) {
            inbox().onEvent(new FatesUnknown(unknown));
        }
        reportEnd(how);
    }

    @Override
    void beginClose(CloseCause cause, String text) {
        datagrams.flush();
        handler.close(cause, text);
    }

    @Override
    void abort() {
        handler.abort();
    }

    @Override
    void onProcessed(int frames, long bytes) {
        handler.onProcessed(bytes);
    }

    @Override
    void onBrokenExecutor() {
        handler.fail("the listener's executor takes no more work");
    }

    private Message message(String text, Via via) {
        return new Message(nextMessageId.getAndIncrement(), peer().name(), text, via, false);
    }

    /** Makes the event loop look, soon, at what is to be sent. */
    private void wake() {
        if (!waking.get() && waking.compareAndSet(false, true)) {
            try {
                eventLoop().execute(flush);
            } catch (RejectedExecutionException loopHasEnded) {
                datagrams.flush(); // nothing runs there any more; what came too late hears that the session has ended
            }
        }
    }

    private void flush() {
        waking.set(false); // before anything is looked at, so that whoever offers later wakes the loop again
        reportWritability();
        output.flush();
        datagrams.flush();
    }
}
