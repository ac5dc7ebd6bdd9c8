package io.tekcos.chat.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.ReferenceCountUtil;
import io.tekcos.chat.model.CloseCause;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.model.SessionClosed.Initiator;
import io.tekcos.chat.protocol.Count;
import io.tekcos.chat.protocol.Utf8StreamDecoder;
import io.tekcos.chat.wire.SeedWords;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A seed session's connection: each read is a text, and the peer's end of the stream is its goodbye. All of it runs on the
 * event loop.
 *
 * <p>It is the one place in the library that stops reading. A peer of this protocol is slowed down by acknowledgements that do
 * not come; a seed peer knows none, so what its listener has not had would pile up here without a bound. With a window's worth
 * of it waiting the rest is left to the network, until half of that is left.
 */
final class SeedHandler extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(SeedHandler.class);

    /** So much of a read goes into one text: even if every byte of it becomes U+FFFD, which has three, the text is not too long. */
    private static final int LARGEST_TEXT = 16 * 1024;

    private static final int TEXT_COST = 64;

    /** How long a peer that was told goodbye is listened to; one that waits for its user's next line never ends its side. */
    private static final long LAST_WORDS_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Channel channel;
    private final SeedSession session;
    private final SeedOutput output;
    private final int bound;
    private final Utf8StreamDecoder decoder = new Utf8StreamDecoder();
    private final Count bytesRead = new Count();
    private final Count textsReceived = new Count();
    private final Alarm deadline;
    private long unheard;
    private boolean inputEnded;
    private boolean over;

    SeedHandler(Channel channel, SeedSession session, SeedOutput output) {
        this.channel = channel;
        this.session = session;
        this.output = output;
        bound = session.limits().window();
        deadline = new Alarm(channel.eventLoop(), channel::close);
    }

    long bytesRead() {
        return bytesRead.get();
    }

    long textsReceived() {
        return textsReceived.get();
    }

    /** The session begins: takes what came before, and goes on reading. */
    void begin(byte[] early, boolean ended) {
        if (over) {
            return;
        }
        onRead(early);
        if (ended) {
            onInputEnd();
        } else if (unheard <= bound) {
            channel.config().setAutoRead(true);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (message instanceof ByteBuf in) {
                onRead(ByteBufUtil.getBytes(in));
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            onInputEnd();
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (!over) {
            over = true;
            deadline.cancel();
            end();
        }
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (Endings.isBroken(cause)) {
            LOG.debug("The connection to {} broke: {}", session.peer(), cause.toString());
            channel.close();
        } else {
            LOG.error("An error in the library: the session with {} ends", session.peer(), cause);
            fail("an error in the program");
        }
    }

    /** The listener has had so many bytes. */
    void onProcessed(long bytes) {
        unheard -= bytes;
        if (unheard <= bound / 2 && !channel.config().isAutoRead()) {
            channel.config().setAutoRead(true);
        }
    }

    /** Ends the session in order: after what was accepted for sending, and what the peer still says. */
    void close(CloseCause cause, String text) {
        if (output.closed() != null) {
            return;
        }
        output.close(new SessionClosed(cause, Initiator.LOCAL, text));
        session.inbox().stopKeeping();
        if (session.inbox().isIdle()) {
            onProcessed(unheard); // by nobody, and so it stays: what still comes is read and gone
        }
        deadline.set(deadline.now() + session.limits().drain().toNanos());
        output.flushAll();
        Endings.shutOutput(channel).addListener(shut -> deadline.set(deadline.now() + LAST_WORDS_NANOS));
    }

    /** Ends the session because something here is broken. */
    void fail(String why) {
        output.close(new SessionClosed(CloseCause.INTERNAL_ERROR, Initiator.LOCAL, why));
        channel.close();
    }

    /** Ends the session at once. */
    void abort() {
        output.close(new SessionClosed(CloseCause.GOODBYE, Initiator.LOCAL, ""));
        channel.close();
    }

    private void onRead(byte[] bytes) {
        boolean first = bytesRead.get() == 0 && bytes.length > 0;
        bytesRead.add(bytes.length);
        if (first && bytes[0] == SeedWords.FRAMED) {
            onNative();
            return;
        }
        for (int from = 0; from < bytes.length; from += LARGEST_TEXT) {
            byte[] part = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + LARGEST_TEXT));
            deliver(decoder.decode(part));
        }
        if (unheard > bound) {
            channel.config().setAutoRead(false);
        }
    }

    /** Somebody else's HELO has claimed the connection of a native client, whose JOIN, secret and all, is for nobody to read. */
    private void onNative() {
        output.close(new SessionClosed(
                CloseCause.PROTOCOL_ERROR, Initiator.LOCAL, "it is no seed peer: its first byte is a frame's"));
        channel.close();
    }

    private void deliver(String text) {
        if (text.isEmpty()) {
            return;
        }
        textsReceived.increment();
        int cost = cost(text);
        unheard += cost;
        session.onStreamText(text, cost);
        if (session.inbox().isIdle()) { // also if nobody will ever listen, and the text was not kept
            unheard = 0;
        }
    }

    /** What a text takes in memory while it waits, more or less. */
    private static int cost(String text) {
        return TEXT_COST + 2 * text.length();
    }

    private void onInputEnd() {
        if (inputEnded) {
            return;
        }
        inputEnded = true;
        deliver(decoder.end());
        if (output.closed() == null) {
            output.close(new SessionClosed(CloseCause.GOODBYE, Initiator.PEER, ""));
            channel.close(); // that program closes both halves at once: nobody reads what still waits
        } else {
            Endings.close(channel);
        }
    }

    private void end() {
        if (!inputEnded) {
            deliver(decoder.end());
        }
        SessionClosed how = output.closed();
        if (how == null) {
            how = new SessionClosed(CloseCause.CONNECTION_LOST, Initiator.NETWORK, "");
        }
        session.onEnd(how);
    }
}
