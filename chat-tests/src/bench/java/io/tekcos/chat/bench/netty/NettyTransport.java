package io.tekcos.chat.bench.netty;

import io.netty.channel.Channel;
import io.netty.channel.epoll.Epoll;
import io.tekcos.chat.bench.loop.Carrier;
import io.tekcos.chat.bench.loop.LibraryVersion;
import io.tekcos.chat.bench.loop.OneWayLink;
import io.tekcos.chat.bench.loop.RoomEar;
import io.tekcos.chat.bench.loop.RoomLink;
import io.tekcos.chat.bench.loop.RoundTripLink;
import io.tekcos.chat.bench.loop.Transport;
import java.util.function.Consumer;

/** The floor: what anybody writes by hand on Netty in an afternoon, over its native epoll transport. */
public final class NettyTransport implements Transport {

    @Override
    public String description() {
        return LibraryVersion.of(Channel.class) + ", epoll";
    }

    @Override
    public RoundTripLink openRoundTrip(Carrier carrier, Consumer<String> farEnd) throws InterruptedException {
        Epoll.ensureAvailability();
        return carrier == Carrier.TCP ? new NettyTcpRoundTrip(farEnd) : new NettyUdpRoundTrip(farEnd);
    }

    @Override
    public OneWayLink openOneWay(Carrier carrier, Consumer<String> farEnd) throws InterruptedException {
        Epoll.ensureAvailability();
        return carrier == Carrier.TCP ? new NettyTcpOneWay(farEnd) : new NettyUdpOneWay(farEnd);
    }

    @Override
    public RoomLink openRoom(RoomEar ear) throws InterruptedException {
        Epoll.ensureAvailability();
        return new NettyRoom(ear);
    }
}
