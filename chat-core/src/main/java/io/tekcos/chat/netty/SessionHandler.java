package io.tekcos.chat.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.protocol.SessionStream;
import io.tekcos.chat.protocol.StreamConnection;
import io.tekcos.chat.wire.Bye;
import io.tekcos.chat.wire.Frame;
import io.tekcos.chat.wire.WireException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection of a session: brings what the channel reads to the {@link SessionStream}, and writes what it decides. All of it
 * runs on the event loop. Whatever happens within one read is written and flushed once, at its end. A connection that is not the
 * session's any more says nothing, whatever still comes by it.
 */
final class SessionHandler extends ChannelInboundHandlerAdapter implements FrameSink, StreamConnection {

    private static final Logger LOG = LoggerFactory.getLogger(SessionHandler.class);

    private final Channel channel;
    private final FramedSession session;
    private final SessionStream<?> stream;
    private final Traffic traffic;
    private boolean inRead;

    SessionHandler(Channel channel, FramedSession session, Traffic traffic) {
        this.channel = channel;
        this.session = session;
        this.traffic = traffic;
        stream = session.stream();
    }

    /** Whether a read is going on, whose end will flush. */
    boolean isInRead() {
        return inRead;
    }

    @Override
    public void onRead(int bytes) {
        // Whether or not the session has this connection yet: it may begin or go on by it in the middle of a read.
        inRead = true;
        traffic.read().add(bytes);
        if (isCurrent()) {
            stream.onRead(session.now());
        }
    }

    @Override
    public void onFrame(Frame frame, int bytes) throws WireException {
        if (isCurrent()) {
            stream.onFrame(frame, bytes);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        inRead = false;
        if (isCurrent()) {
            session.endTurn();
        }
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
        if (isCurrent()) {
            stream.fail(violation.closeCause(), violation.text());
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE && isCurrent()) {
            stream.onInputEnd();
            session.endTurn();
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (isCurrent()) {
            stream.onConnectionEnd(session.now());
        }
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (Endings.isBroken(cause)) {
            LOG.debug("The connection to {} broke: {}", session.peer(), cause.toString());
            channel.close();
        } else if (isCurrent()) {
            LOG.error("An error in the library: the session with {} ends", session.peer(), cause);
            stream.fail(CloseCause.INTERNAL_ERROR, "an error in the program");
        } else {
            LOG.error("An error in the library, on a connection that {} has no more", session.peer(), cause);
            channel.close();
        }
    }

    @Override
    public boolean isWritable() {
        return channel.isWritable();
    }

    @Override
    public void write(Frame frame) {
        ByteBuf bytes = Frames.encode(channel, frame);
        traffic.written().add(bytes.readableBytes());
        channel.write(bytes, channel.voidPromise());
    }

    @Override
    public void accept(byte[] bytes, int offset, int length) {
        traffic.written().add(length);
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

    private boolean isCurrent() {
        return stream.isBy(this);
    }
}
