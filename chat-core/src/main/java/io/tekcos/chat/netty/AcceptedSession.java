package io.tekcos.chat.netty;

import io.netty.channel.EventLoop;
import io.tekcos.chat.model.DropReason;
import io.tekcos.chat.wire.Datagram;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A session as its server sees it.
 *
 * @param datagramId the id of its datagrams
 * @param handedOver how many are on their way from the UDP channel's event loop to the session's
 */
record AcceptedSession(FramedSession session, long datagramId, AtomicInteger handedOver) {

    AcceptedSession(FramedSession session, long datagramId) {
        this(session, datagramId, new AtomicInteger());
    }

    EventLoop eventLoop() {
        return session.eventLoop();
    }

    /**
     * Takes a datagram with this session's id, null if it makes no sense; on the session's event loop. The session may have got
     * another id on its way here.
     */
    void onDatagram(@Nullable Datagram datagram, int length, InetSocketAddress from) {
        if (session.udpPath().id() == datagramId) {
            session.udpPath().onDatagram(datagram, length, from);
        } else {
            session.udpPath().onDropped(DropReason.UNKNOWN_ID);
        }
    }
}
