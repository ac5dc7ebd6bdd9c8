package io.tekcos.chat.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.concurrent.Future;
import io.tekcos.chat.model.ChatException;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.PeerUnreachableException;
import io.tekcos.chat.model.WrongProtocolException;
import io.tekcos.chat.protocol.ClientHandshake;
import io.tekcos.chat.protocol.ClientHandshake.Step;
import io.tekcos.chat.wire.Frame;
import io.tekcos.chat.wire.WireException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the server's greeting, asks to join or to go on, and reports what came of it, within the handshake's time limit; then
 * a session takes this handler's place.
 */
final class ClientHandshakeHandler extends ChannelInboundHandlerAdapter implements FrameSink {

    private final Channel channel;
    private final ClientHandshake handshake;
    private final Duration timeLimit;
    private final Consumer<Step> onDecided;
    private final @Nullable Consumer<byte[]> onSeedServer;
    private final Consumer<ChatException> onFailed;
    private boolean over;
    private @Nullable Future<?> limit;

    /**
     * Creates one.
     *
     * @param onDecided takes the last step of a handshake that did not fail
     * @param onSeedServer takes what a seed server has said beyond its greeting; null if seed peers are not allowed
     */
    ClientHandshakeHandler(
            Channel channel,
            ClientHandshake handshake,
            Limits limits,
            Consumer<Step> onDecided,
            @Nullable Consumer<byte[]> onSeedServer,
            Consumer<ChatException> onFailed) {
        this.channel = channel;
        this.handshake = handshake;
        timeLimit = limits.handshake();
        this.onDecided = onDecided;
        this.onSeedServer = onSeedServer;
        this.onFailed = onFailed;
    }

    /** The greeting is a seed server's. */
    void onSeedServer(byte[] early) {
        if (over) {
            return;
        }
        if (onSeedServer == null) {
            fail(WrongProtocolException.ofSeedPeer("What listens on " + server()
                    + " is a seed peer, the program that this one grew from: it takes seed peers to be allowed"));
        } else {
            handOver(() -> onSeedServer.accept(early));
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        limit = channel.eventLoop().schedule(this::onLimit, timeLimit.toNanos(), TimeUnit.NANOSECONDS);
        ctx.fireChannelActive();
    }

    @Override
    public void onFrame(Frame frame, int bytes) throws WireException {
        if (over) {
            return;
        }
        Step step = handshake.onFrame(frame);
        if (step instanceof Step.Reply reply) {
            channel.writeAndFlush(Frames.encode(channel, reply.frame()), channel.voidPromise());
        } else if (step instanceof Step.Failed failed) {
            fail(failed.why());
        } else {
            handOver(() -> onDecided.accept(step));
        }
    }

    @Override
    public void onViolation(WireException violation) {
        fail(new WrongProtocolException(
                "What listens on " + server() + " does not follow the protocol: " + violation.text()));
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            fail(closedEarly());
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        fail(closedEarly());
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        fail(broken(cause));
    }

    /** A session takes this handler's place. If that fails, whoever waits for it must hear so now, for no time limit is left. */
    private void handOver(Runnable begin) {
        finish();
        try {
            begin.run();
        } catch (Throwable e) {
            channel.close();
            onFailed.accept(broken(e));
            throw e;
        }
    }

    private void onLimit() {
        fail(new PeerUnreachableException(
                server()
                        + (handshake.isGreeted()
                                ? " greeted but did not let us in"
                                : " accepted the connection but said nothing")
                        + " within " + timeLimit.toMillis() + " ms: it is overloaded, or not a chat server",
                null));
    }

    private PeerUnreachableException broken(Throwable cause) {
        return new PeerUnreachableException("The connection to " + server() + " broke: " + cause.getMessage(), cause);
    }

    private PeerUnreachableException closedEarly() {
        return new PeerUnreachableException(
                server() + " closed the connection during the handshake: it is busy, or not a chat server", null);
    }

    private void fail(ChatException why) {
        if (!over) {
            finish();
            channel.close();
            onFailed.accept(why);
        }
    }

    private void finish() {
        over = true;
        if (limit != null) {
            limit.cancel(false);
        }
    }

    private String server() {
        InetSocketAddress address = Addresses.remote(channel);
        return address.getAddress().getHostAddress() + " port " + address.getPort();
    }
}
