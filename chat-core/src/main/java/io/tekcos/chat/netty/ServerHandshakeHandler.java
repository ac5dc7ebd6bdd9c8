package io.tekcos.chat.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.concurrent.Future;
import io.tekcos.chat.model.RefusalCode;
import io.tekcos.chat.protocol.ServerHandshake;
import io.tekcos.chat.wire.Attach;
import io.tekcos.chat.wire.Frame;
import io.tekcos.chat.wire.Join;
import io.tekcos.chat.wire.Refused;
import io.tekcos.chat.wire.Resume;
import io.tekcos.chat.wire.StrangerException;
import io.tekcos.chat.wire.WireException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Greets a connection and waits for its JOIN or RESUME, as long as the handshake may take; then a session takes this handler's
 * place.
 * Where seed peers are allowed it greets when it is this connection's turn, and a HELO by UDP does as well as a JOIN.
 * Everything else that can come is refused by name, counted, and closed.
 */
final class ServerHandshakeHandler extends ChannelInboundHandlerAdapter implements FrameSink {

    private static final Logger LOG = LoggerFactory.getLogger(ServerHandshakeHandler.class);
    private static final int BUSY_RETRY_MILLIS = 1_000;

    private final Channel channel;
    private final InetSocketAddress address;
    private final SessionAcceptor acceptor;
    private final ServerHandshake handshake;
    private boolean entered;
    private boolean inLine;
    private boolean greeted;
    private boolean decided;
    private @Nullable Future<?> limit;

    ServerHandshakeHandler(Channel channel, SessionAcceptor acceptor) {
        this.channel = channel;
        address = Addresses.remote(channel);
        this.acceptor = acceptor;
        handshake = acceptor.newHandshake();
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        entered = acceptor.tryEnter(address);
        if (!entered) {
            turnAway();
        } else if (detector() == null) {
            greet();
        } else {
            standInLine();
        }
        ctx.fireChannelActive();
    }

    EventLoop eventLoop() {
        return channel.eventLoop();
    }

    InetSocketAddress address() {
        return address;
    }

    /** It is this connection's turn: from now on it has its time. */
    void greet() {
        if (decided) {
            return;
        }
        greeted = true;
        channel.writeAndFlush(Frames.encode(channel, handshake.greeting()), channel.voidPromise());
        if (inLine) {
            channel.config().setAutoRead(true);
        }
        limit = channel.eventLoop()
                .schedule(this::onLimit, acceptor.limits().handshake().toNanos(), TimeUnit.NANOSECONDS);
    }

    /** The first byte shows that the client is no seed client. */
    void onNative() {
        leaveLine();
    }

    /** The HELO of a seed client has come from this connection's host. */
    void onHelo(SeedRoute route) {
        SeedDetector detector = detector();
        if (decided || !greeted || detector == null || !channel.isOpen()) { // a closed one hears of it only later
            acceptor.seedPeers().refuse(route, this);
            return;
        }
        decided = true;
        try {
            admitSeed(route, detector);
        } catch (Throwable e) { // it came by the UDP channel, which does not know this connection
            acceptor.seedPeers().remove(route);
            channel.pipeline().fireExceptionCaught(e); // to the session if there is one, else back here
            channel.close();
        } finally {
            leave(); // only now: the next of this host begins after this one
        }
    }

    private void admitSeed(SeedRoute route, SeedDetector detector) {
        RefusalCode refusal = acceptor.seedPeers().admit(route, detector, channel);
        if (refusal != null) {
            acceptor.seedPeers().remove(route);
            acceptor.onRefused(refusal, "the session of a seed client is not admitted", address);
            channel.close(); // what a refusal says it would take for a text
        }
    }

    @Override
    public void onFrame(Frame frame, int bytes) throws WireException {
        if (decided) {
            return;
        }
        Frame request = handshake.onFrame(frame);
        if (request instanceof Join join) {
            admit(join);
        } else if (request instanceof Resume resume) {
            new Takeover(acceptor, handshake, this, channel, resume).begin();
        } else if (request instanceof Attach attach) {
            new Attachment(acceptor, handshake, this, channel, attach).begin();
        }
    }

    private void admit(Join join) {
        onDecided();
        RefusalCode refusal = acceptor.admit(join, handshake, channel);
        if (refusal != null) {
            refuse(refusal, "the session is not admitted");
        }
    }

    /** The channel moves to another event loop, where it is decided what becomes of it; there is no time limit any more. */
    void beginMove() {
        if (limit != null) {
            limit.cancel(false);
        }
    }

    /** It is decided: a session takes this handler's place, or a refusal follows. */
    void onDecided() {
        leave();
        decided = true;
    }

    boolean isDecided() {
        return decided;
    }

    /** There is nobody to answer any more. */
    void onVanished() {
        if (!decided) {
            onDecided();
            acceptor.onVanished();
        }
    }

    /** The session that was asked for is unknown; the client may begin one instead. */
    void answerUnknown(Refused unknown) {
        acceptor.onRefused(RefusalCode.UNKNOWN, unknown.text(), address);
        channel.writeAndFlush(Frames.encode(channel, unknown), channel.voidPromise());
    }

    void refuse(RefusalCode code, String text) {
        refuse(new Refused(code.code(), code == RefusalCode.BUSY ? BUSY_RETRY_MILLIS : 0, text));
    }

    void refuse(Refused refused) {
        onDecided();
        acceptor.onRefused(RefusalCode.ofCode(refused.code()), refused.text(), address);
        LingeringClose.start(channel, refused);
    }

    @Override
    public void onViolation(WireException violation) {
        if (decided) {
            return;
        }
        if (violation instanceof StrangerException stranger) {
            decided = true;
            acceptor.onStranger(stranger.protocol(), address);
            channel.close();
        } else {
            refuse(violation.refusal(), violation.text());
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE && !decided) {
            channel.close();
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        leave();
        onVanished();
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (Endings.isBroken(cause)) {
            LOG.debug("A connection from {} broke in the handshake: {}", address, cause.toString());
        } else {
            LOG.error("An error in the library: the connection from {} is closed", address, cause);
        }
        channel.close();
    }

    private void onLimit() {
        SeedDetector detector = detector();
        if (detector != null) {
            detector.giveUp();
        }
        if (!decided) {
            refuse(
                    RefusalCode.TOO_LATE,
                    "neither JOIN nor RESUME within "
                            + acceptor.limits().handshake().toMillis() + " ms");
        }
    }

    /** Says busy and closes at once: nothing was asked of the client yet, and a connection over the bound may not linger. */
    private void turnAway() {
        decided = true;
        String text = "too many connections are half open";
        acceptor.onRefused(RefusalCode.BUSY, text, address);
        Refused busy = new Refused(RefusalCode.BUSY.code(), BUSY_RETRY_MILLIS, text);
        channel.write(Frames.encode(channel, busy), channel.voidPromise());
        Endings.close(channel);
    }

    private @Nullable SeedDetector detector() {
        return channel.pipeline().get(SeedDetector.class);
    }

    private void standInLine() {
        inLine = true;
        if (acceptor.seedPeers().enter(this)) {
            greet();
        } else {
            channel.config().setAutoRead(false); // nobody has anything to say before the greeting
        }
    }

    private void leaveLine() {
        if (inLine) {
            inLine = false;
            acceptor.seedPeers().leave(this);
        }
    }

    private void leave() {
        leaveLine();
        if (limit != null) {
            limit.cancel(false);
        }
        if (entered) {
            entered = false;
            acceptor.leave(address);
        }
    }
}
