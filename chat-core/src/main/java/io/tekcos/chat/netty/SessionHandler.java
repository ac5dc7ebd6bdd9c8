package io.tekcos.chat.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.concurrent.Future;
import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.model.SessionClosed.Initiator;
import io.tekcos.chat.model.Via;
import io.tekcos.chat.protocol.Farewell;
import io.tekcos.chat.protocol.Inbound;
import io.tekcos.chat.protocol.Outbound;
import io.tekcos.chat.wire.Bye;
import io.tekcos.chat.wire.Frame;
import io.tekcos.chat.wire.Received;
import io.tekcos.chat.wire.Skipped;
import io.tekcos.chat.wire.Text;
import io.tekcos.chat.wire.WireException;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session's stream: drives delivery and the farewell with what the connection brings, and writes what they decide. All of
 * it runs on the event loop. Whatever happens within one read is written and flushed once, at its end.
 */
final class SessionHandler extends ChannelInboundHandlerAdapter implements FrameSink {

    private static final Logger LOG = LoggerFactory.getLogger(SessionHandler.class);

    private final Channel channel;
    private final NettySession session;
    private final Inbox inbox;
    private final Inbound inbound;
    private final Outbound<ReceiptFuture> outbound;
    private final Farewell farewell = new Farewell();
    private final Count bytesRead = new Count();
    private final Count bytesWritten = new Count();
    private final Count textsReceived = new Count();
    private boolean inRead;
    private volatile @Nullable SessionClosed outcome;
    private @Nullable Future<?> deadline;

    SessionHandler(
            Channel channel, NettySession session, Inbox inbox, Inbound inbound, Outbound<ReceiptFuture> outbound) {
        this.channel = channel;
        this.session = session;
        this.inbox = inbox;
        this.inbound = inbound;
        this.outbound = outbound;
    }

    /** Whether a read is going on, whose end will flush. */
    boolean isInRead() {
        return inRead;
    }

    /** How the session ended, or is about to; known from before the log is closed. Any thread. */
    SessionClosed outcome() {
        return Objects.requireNonNull(outcome, "a session that is ending has an outcome");
    }

    long bytesRead() {
        return bytesRead.get();
    }

    long bytesWritten() {
        return bytesWritten.get();
    }

    long textsReceived() {
        return textsReceived.get();
    }

    @Override
    public void onRead(int bytes) {
        inRead = true;
        bytesRead.add(bytes);
    }

    @Override
    public void onFrame(Frame frame, int bytes) throws WireException {
        if (frame instanceof Text text) {
            onArrived(bytes);
            textsReceived.increment();
            inbox.onFrame(new Message(text.id(), session.peer().name(), text.text(), Via.TCP), bytes);
        } else if (frame instanceof Received received) {
            outbound.onReceived(received.position(), ReceiptFuture::delivered);
        } else if (frame instanceof Bye bye) {
            outbound.onReceived(bye.received(), ReceiptFuture::delivered);
            perform(farewell.onBye(bye));
        } else if (frame instanceof Skipped skipped) {
            onSkipped(skipped, bytes);
        } else {
            throw new WireException(
                    CloseCause.PROTOCOL_ERROR, "a " + frame.getClass().getSimpleName() + " frame in a running session");
        }
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
        fail(violation.closeCause(), violation.text());
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            if (farewell.isOpen()) {
                channel.close(); // at once: the peer may never read what still waits, and nothing would end that wait
            } else {
                perform(farewell.onInputEnd());
                session.endTurn();
            }
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (!farewell.isEnded()) {
            farewell.onFailure(CloseCause.CONNECTION_LOST, Initiator.NETWORK, "");
        }
        if (deadline != null) {
            deadline.cancel(false);
        }
        SessionClosed how = stopSending();
        outbound.abandon(receipt -> receipt.unknown(how));
        session.onEnd(how);
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException) {
            LOG.debug("The connection to {} broke: {}", session.peer(), cause.toString());
            channel.close();
        } else {
            LOG.error("An error in the library: the session with {} ends", session.peer(), cause);
            fail(CloseCause.INTERNAL_ERROR, "an error in the program");
        }
    }

    /** Says goodbye after all that was accepted for sending. */
    void close(CloseCause cause, String text) {
        if (farewell.isEnded()) {
            return;
        }
        inbox.stopKeeping();
        perform(farewell.onClose(cause, text));
    }

    /** Ends the session at once: the peer hears why, and nothing more. */
    void fail(CloseCause cause, String text) {
        if (farewell.isEnded()) {
            return;
        }
        farewell.onFailure(cause, Initiator.LOCAL, text);
        stopSending();
        LingeringClose.start(channel, new Bye(cause.code(), text, inbound.acknowledge()));
    }

    /** Ends the session and the connection at once, without a word. */
    void abort() {
        farewell.onFailure(CloseCause.GOODBYE, Initiator.LOCAL, "");
        stopSending();
        channel.close();
    }

    /** Writes what was appended and what is to be acknowledged, and flushes once. */
    void flush() {
        if (farewell.isEnded()) {
            return;
        }
        if (channel.isWritable()) {
            writeWhatIsDue();
        }
        if (inbox.isIdle() && !inbound.isAcknowledgementDue()) {
            perform(farewell.onSettled());
        }
    }

    /**
     * What a peer that does not read is owed waits here, where the window bounds it, and not in the channel: texts in the log,
     * unsent, so that nobody can acknowledge them, and acknowledgements as the one that stands for all.
     */
    private void writeWhatIsDue() {
        boolean wrote = writeUnsent();
        if (inbound.isAcknowledgementDue()) {
            write(new Received(inbound.acknowledge()));
            wrote = true;
        }
        if (wrote) {
            channel.flush();
        }
    }

    private void onSkipped(Skipped skipped, int bytes) throws WireException {
        if (skipped.sequenced()) {
            onArrived(bytes);
            inbox.onFrame(null, bytes);
        }
    }

    private void onArrived(int bytes) throws WireException {
        if (!farewell.isPeerSending()) {
            throw new WireException(CloseCause.PROTOCOL_ERROR, "a sequenced frame after BYE");
        }
        inbound.onArrived(bytes);
    }

    private void perform(Farewell.Action action) {
        switch (action) {
            case NOTHING -> {}
            case SEND_BYE -> sendBye();
            case SHUT_OUTPUT -> Endings.shutOutput(channel);
            case CLOSE -> Endings.close(channel);
        }
    }

    private void sendBye() {
        SessionClosed why = stopSending();
        writeUnsent(); // nothing is appended any more, so this is all that goes before BYE
        boolean isAnswer = why.by() == Initiator.PEER; // whose own code and text say why the session ends
        CloseCause cause = isAnswer ? CloseCause.GOODBYE : why.cause();
        write(new Bye(cause.code(), isAnswer ? "" : why.text(), inbound.acknowledge()));
        channel.flush();
        deadline = channel.eventLoop()
                .schedule(this::onDeadline, session.limits().drain().toNanos(), TimeUnit.NANOSECONDS);
    }

    private SessionClosed stopSending() {
        SessionClosed how = Objects.requireNonNull(farewell.outcome(), "whoever ends a session knows why");
        outcome = how; // before the log is closed: whoever finds it closed wants to know
        outbound.close();
        return how;
    }

    private void onDeadline() {
        LOG.debug("The goodbye with {} took too long: the connection is cut", session.peer());
        channel.close();
    }

    private boolean writeUnsent() {
        long before = bytesWritten.get();
        outbound.takeUnsent((bytes, offset, length) -> {
            bytesWritten.add(length);
            channel.write(Unpooled.wrappedBuffer(bytes, offset, length), channel.voidPromise());
        });
        return bytesWritten.get() > before;
    }

    private void write(Frame frame) {
        ByteBuf bytes = Frames.encode(channel, frame);
        bytesWritten.add(bytes.readableBytes());
        channel.write(bytes, channel.voidPromise());
    }
}
