package io.tekcos.chat.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelConfig;
import io.netty.channel.DefaultChannelId;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.ChannelOutputShutdownException;
import io.netty.channel.socket.DuplexChannel;
import io.tekcos.chat.wire.Frame;
import io.tekcos.chat.wire.FrameParser;
import io.tekcos.chat.wire.Ping;
import io.tekcos.chat.wire.WireException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A TCP connection without a network: an embedded channel with an address and two halves. Its time stands still. */
final class EmbeddedStream extends EmbeddedChannel implements DuplexChannel {

    static final InetSocketAddress PEER = new InetSocketAddress("192.0.2.7", 40_000);

    private static final long STEP = TimeUnit.MILLISECONDS.toNanos(1);

    private final InetSocketAddress peer;
    private final FrameParser parser = new FrameParser();
    private boolean inputShutdown;
    private boolean outputShutdown;
    private int flushes;
    private @Nullable ChannelConfig config;

    private EmbeddedStream(InetSocketAddress peer, ChannelHandler handler) {
        super(DefaultChannelId.newInstance(), false, false, handler);
        this.peer = peer;
        parser.handshakeOver();
    }

    static EmbeddedStream open(ChannelHandler handler) throws Exception {
        return open(PEER, handler);
    }

    static EmbeddedStream open(InetSocketAddress peer, ChannelHandler handler) throws Exception {
        EmbeddedStream stream = new EmbeddedStream(peer, handler);
        stream.register();
        return stream;
    }

    /** From now on no option can be set. */
    void failOptions(ChannelException why) {
        config = new DefaultChannelConfig(this) {
            @Override
            public <T> boolean setOption(ChannelOption<T> option, T value) {
                throw why;
            }
        };
    }

    @Override
    public ChannelConfig config() {
        return config == null ? super.config() : config;
    }

    /** Feeds each array as one read, as long as the channel is open. */
    void receive(byte[]... reads) {
        for (byte[] read : reads) {
            if (isOpen()) {
                writeInbound(Unpooled.wrappedBuffer(read));
            }
        }
    }

    /** Feeds frames in one read. */
    void receive(Frame... frames) {
        receive(Bytes.of(frames));
    }

    /** The peer has shut down its output. */
    void endInput() {
        if (isOpen()) {
            inputShutdown = true;
            pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
            runPendingTasks();
        }
    }

    /** Lets virtual time pass, and everything happen that is due. */
    void pass(Duration time) {
        long end = now() + time.toNanos();
        while (now()
                < end) { // in small steps, for nobody is to be called so late that it would seem to have been asleep
            advanceTimeBy(Math.min(STEP, end - now()), TimeUnit.NANOSECONDS);
            runPendingTasks();
        }
    }

    /** The time on the clock of its event loop, in nanoseconds. */
    long now() {
        return eventLoop().ticker().nanoTime();
    }

    /** The frames that were flushed since the last call, but for the PINGs, which nobody asked for. */
    List<Frame> sent() {
        return sentWithPings().stream()
                .filter(frame -> !(frame instanceof Ping))
                .toList();
    }

    /** The frames that were flushed since the last call, the PINGs among them. */
    List<Frame> sentWithPings() {
        List<Frame> frames = new ArrayList<>();
        ByteBuf bytes = sentBytes();
        try {
            parser.feed(bytes, new FrameParser.Scratch(), (frame, size) -> frames.add(frame));
        } catch (WireException e) {
            throw new AssertionError("what was written is no frame", e);
        } finally {
            bytes.release();
        }
        return frames;
    }

    /** The bytes that were flushed since the last call, to be released. */
    ByteBuf sentBytes() {
        runPendingTasks();
        ByteBuf all = Unpooled.buffer();
        for (ByteBuf part = readOutbound(); part != null; part = readOutbound()) {
            all.writeBytes(part);
            part.release();
        }
        return all;
    }

    /** How many times something was flushed since the last call. */
    int flushes() {
        int count = flushes;
        flushes = 0;
        return count;
    }

    @Override
    protected void doRegister(ChannelPromise promise) {
        freezeTime();
        super.doRegister(promise);
    }

    @Override
    protected void doWrite(ChannelOutboundBuffer in) throws Exception {
        if (in.totalPendingWriteBytes() > 0) {
            flushes++;
        }
        if (outputShutdown && !in.isEmpty()) {
            throw new ChannelOutputShutdownException("written after the output was shut down");
        }
        super.doWrite(in);
    }

    @Override
    protected SocketAddress remoteAddress0() {
        return peer;
    }

    @Override
    public boolean isInputShutdown() {
        return inputShutdown;
    }

    @Override
    public boolean isOutputShutdown() {
        return outputShutdown;
    }

    @Override
    public boolean isShutdown() {
        return inputShutdown && outputShutdown;
    }

    @Override
    public ChannelFuture shutdownOutput() {
        return shutdownOutput(newPromise());
    }

    @Override
    public ChannelFuture shutdownOutput(ChannelPromise promise) {
        outputShutdown = true;
        return promise.setSuccess();
    }

    @Override
    public ChannelFuture shutdownInput() {
        throw new UnsupportedOperationException();
    }

    @Override
    public ChannelFuture shutdownInput(ChannelPromise promise) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ChannelFuture shutdown() {
        throw new UnsupportedOperationException();
    }

    @Override
    public ChannelFuture shutdown(ChannelPromise promise) {
        throw new UnsupportedOperationException();
    }
}
