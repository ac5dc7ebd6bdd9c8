package io.tekcos.chat.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.protocol.Count;
import io.tekcos.chat.protocol.SessionStream;
import io.tekcos.chat.protocol.StreamConnection;
import io.tekcos.chat.protocol.StreamEar;
import io.tekcos.chat.wire.Bye;
import io.tekcos.chat.wire.Frame;
import io.tekcos.chat.wire.WireException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session's connection: brings what the channel reads to the {@link SessionStream}, and writes what it decides. All of it
 * runs on the event loop. Whatever happens within one read is written and flushed once, at its end.
 */
final class SessionHandler extends ChannelInboundHandlerAdapter implements FrameSink, StreamConnection {

    private static final Logger LOG = LoggerFactory.getLogger(SessionHandler.class);

    private final Channel channel;
    private final FramedSession session;
    private final SessionStream<ReceiptFuture> stream;
    private final Count bytesRead = new Count();
    private final Count bytesWritten = new Count();
    private boolean inRead;

    SessionHandler(Channel channel, FramedSession session, StreamEar<ReceiptFuture> ear, long sendWindow) {
        this.channel = channel;
        this.session = session;
        stream = new SessionStream<>(
                this,
                ear,
                session.limits().window(),
                sendWindow,
                session.limits().drain().toNanos(),
                session.now());
    }

    SessionStream<ReceiptFuture> stream() {
        return stream;
    }

    /** Whether a read is going on, whose end will flush. */
    boolean isInRead() {
        return inRead;
    }

    long bytesRead() {
        return bytesRead.get();
    }

    long bytesWritten() {
        return bytesWritten.get();
    }

    @Override
    public void onRead(int bytes) {
        inRead = true;
        bytesRead.add(bytes);
        stream.onRead(session.now());
    }

    @Override
    public void onFrame(Frame frame, int bytes) throws WireException {
        stream.onFrame(frame, bytes);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        inRead = false;
        session.endTurn();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (channel.isWritable()) {
            session.wake();
        }
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void onViolation(WireException violation) {
        stream.fail(violation.closeCause(), violation.text());
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            stream.onInputEnd();
            session.endTurn();
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        session.onEnd(stream.onConnectionEnd());
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (Endings.isBroken(cause)) {
            LOG.debug("The connection to {} broke: {}", session.peer(), cause.toString());
            channel.close();
        } else {
            LOG.error("An error in the library: the session with {} ends", session.peer(), cause);
            stream.fail(CloseCause.INTERNAL_ERROR, "an error in the program");
        }
    }

    @Override
    public boolean isWritable() {
        return channel.isWritable();
    }

    @Override
    public void write(Frame frame) {
        ByteBuf bytes = Frames.encode(channel, frame);
        bytesWritten.add(bytes.readableBytes());
        channel.write(bytes, channel.voidPromise());
    }

    @Override
    public void accept(byte[] bytes, int offset, int length) {
        bytesWritten.add(length);
        channel.write(Unpooled.wrappedBuffer(bytes, offset, length), channel.voidPromise());
    }

    @Override
    public void flush() {
        channel.flush();
    }

    @Override
    public void shutOutput() {
        Endings.shutOutput(channel);
    }

    @Override
    public void close() {
        Endings.close(channel);
    }

    @Override
    public void abort() {
        channel.close();
    }

    @Override
    public void closeWith(Bye lastWord) {
        LingeringClose.start(channel, lastWord);
    }
}
