package io.tekcos.chat.netty;

import io.netty.channel.EventLoop;
import io.tekcos.chat.model.DropReason;
import io.tekcos.chat.protocol.BindingStep;
import io.tekcos.chat.protocol.ServerBinding;
import io.tekcos.chat.wire.Datagram;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** A session as its server sees it: with the id and the binding of its datagrams. */
record AcceptedSession(NettySession session, long datagramId, ServerBinding binding) {

    EventLoop eventLoop() {
        return session.eventLoop();
    }

    /** Takes a datagram with this session's id, null if it makes no sense; on the session's event loop. */
    void onDatagram(@Nullable Datagram datagram, int length, InetSocketAddress from) {
        BindingStep step = datagram == null
                ? new BindingStep.Dropped(DropReason.MALFORMED)
                : binding.onDatagram(datagram, length, from, System.nanoTime());
        session.udpPath().perform(step, from);
    }
}
