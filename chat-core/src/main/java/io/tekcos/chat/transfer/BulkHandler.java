package io.tekcos.chat.transfer;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.timeout.IdleStateEvent;
import io.tekcos.chat.wire.BulkFrame;
import io.tekcos.chat.wire.BulkParser;
import io.tekcos.chat.wire.Bytes32;
import io.tekcos.chat.wire.Frame;
import io.tekcos.chat.wire.Ping;
import io.tekcos.chat.wire.Pong;
import io.tekcos.chat.wire.WireException;
import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection that is attached to a transfer: brings what comes to its {@link RunningTransfer}, and writes what that says. It is
 * alive as long as bytes come, and asks for some when there are none. A connection that is not the transfer's any more says nothing.
 */
public final class BulkHandler extends ChannelInboundHandlerAdapter implements BulkParser.Sink {

    /** So long without a byte read, and a connection is dead. */
    public static final int SILENCE_SECONDS = 15;

    /** So long without a byte written, and a PING goes out. */
    public static final int PING_SECONDS = 5;

    private static final Logger LOG = LoggerFactory.getLogger(BulkHandler.class);

    private final Channel channel;
    private final RunningTransfer transfer;
    private final BulkParser parser = new BulkParser(this);
    private final BulkOutput output;
    private boolean reading = true;
    private boolean deaf; // for some of the time since the last silence nothing was read

    BulkHandler(Channel channel, RunningTransfer transfer) {
        this.channel = channel;
        this.transfer = transfer;
        output = new BulkOutput(channel);
    }

    /** What is to be fed with all that is read. */
    public BulkParser parser() {
        return parser;
    }

    @Override
    public void onFrame(Frame frame, int bytes) throws WireException {
        if (frame instanceof Ping ping) {
            output.writeSignOfLife(new Pong(ping.token()));
        } else if (frame instanceof BulkFrame bulk && isCurrent()) {
            transfer.onBulkFrame(bulk);
        }
    }

    @Override
    public ByteBuffer roomFor(long number, int length) throws WireException {
        return isCurrent() ? transfer.roomFor(number, length) : ByteBuffer.allocate(length);
    }

    @Override
    public void onChunk(long number, Bytes32 digest, ByteBuffer bytes) {
        if (isCurrent()) {
            transfer.onChunk(number, digest, bytes);
        }
    }

    /** The peer broke the protocol; nothing comes any more. */
    public void onViolation(WireException violation) {
        if (isCurrent()) {
            transfer.onViolation(violation);
        }
        channel.close();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (isCurrent()) {
            transfer.step();
        }
        channel.flush();
        ctx.fireChannelReadComplete();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (channel.isWritable() && isCurrent()) {
            transfer.step();
        }
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof IdleStateEvent idle) {
            onIdle(idle);
        } else if (event == ChannelInputShutdownEvent.INSTANCE) {
            channel.close(); // nobody half-closes such a connection
        }
        ctx.fireUserEventTriggered(event);
    }

    private void onIdle(IdleStateEvent idle) {
        switch (idle.state()) {
            case READER_IDLE -> onSilence();
            case WRITER_IDLE -> {
                output.writeSignOfLife(new Ping(0));
                channel.flush();
            }
            case ALL_IDLE -> {}
        }
    }

    private void onSilence() {
        if (deaf) {
            deaf = !reading;
        } else {
            channel.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (isCurrent()) {
            transfer.onConnectionLost();
        }
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debug("The connection of transfer {} broke: {}", transfer.offered().id(), cause.toString());
        channel.close();
    }

    /** Whether to read what comes. While nobody does, silence is no sign of death. */
    void setReading(boolean wanted) {
        if (reading != wanted) {
            reading = wanted;
            deaf = true;
            channel.config().setAutoRead(wanted);
        }
    }

    BulkOutput output() {
        return output;
    }

    private boolean isCurrent() {
        return transfer.isBy(this);
    }
}
