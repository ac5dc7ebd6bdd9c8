package io.tekcos.chat.netty;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.DatagramPacket;
import io.tekcos.chat.model.DropReason;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The way of a seed client's datagrams, from the UDP channel's event loop to its session's. It is laid by the HELO, so that no
 * text that follows can overtake it.
 */
final class SeedRoute {

    private final InetSocketAddress address;
    private final ServerHandshakeHandler candidate;
    private final SessionAcceptor acceptor;
    private final EventLoop loop;
    private final AtomicInteger handedOver = new AtomicInteger();
    private @Nullable SeedSession session;

    SeedRoute(InetSocketAddress address, ServerHandshakeHandler candidate, SessionAcceptor acceptor) {
        this.address = address;
        this.candidate = candidate;
        this.acceptor = acceptor;
        loop = candidate.eventLoop();
    }

    InetSocketAddress address() {
        return address;
    }

    /** Brings the HELO to the connection that it is taken to belong to. On the UDP channel's event loop. */
    void offerHelo() {
        run(() -> candidate.onHelo(this));
    }

    /** The HELO has begun a session. On that session's event loop. */
    void lead(SeedSession to) {
        session = to;
    }

    /** Takes a datagram from this address. On the UDP channel's event loop. */
    void offer(DatagramPacket packet) {
        if (packet.content().readableBytes() >= Pipelines.LARGEST_DATAGRAM) {
            acceptor.onDropped(DropReason.OVERSIZED); // the receive buffer has no more, so its end may be missing
            return;
        }
        if (handedOver.incrementAndGet() > acceptor.limits().waitingDatagrams()) {
            handedOver.decrementAndGet();
            acceptor.onDropped(DropReason.UNHEARD);
            return;
        }
        byte[] bytes = ByteBufUtil.getBytes(packet.content());
        run(() -> {
            handedOver.decrementAndGet();
            deliver(bytes);
        });
    }

    private void deliver(byte[] bytes) {
        if (session == null || session.hasEnded()) {
            acceptor.onDropped(DropReason.UNKNOWN_ID);
        } else {
            session.onDatagram(bytes);
        }
    }

    private void run(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }
}
