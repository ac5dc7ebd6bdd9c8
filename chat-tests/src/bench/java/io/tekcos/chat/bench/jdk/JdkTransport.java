package io.tekcos.chat.bench.jdk;

import io.tekcos.chat.bench.loop.Carrier;
import io.tekcos.chat.bench.loop.OneWayLink;
import io.tekcos.chat.bench.loop.RoundTripLink;
import io.tekcos.chat.bench.loop.Transport;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * Blocking sockets of the JDK and a thread for the far end: no event loop, no hand-over between threads, and nothing
 * that a chat needs besides. Reads have no time-out of their own, as one costs a system call a read; the driver's limit
 * for a round holds instead.
 */
public final class JdkTransport implements Transport {

    @Override
    public String description() {
        return "JDK " + Runtime.version();
    }

    @Override
    public RoundTripLink openRoundTrip(Carrier carrier, Consumer<String> farEnd) throws IOException {
        return carrier == Carrier.TCP ? new JdkTcpRoundTrip(farEnd) : new JdkUdpRoundTrip(farEnd);
    }

    @Override
    public OneWayLink openOneWay(Carrier carrier, Consumer<String> farEnd) throws IOException {
        return carrier == Carrier.TCP ? new JdkTcpOneWay(farEnd) : new JdkUdpOneWay(farEnd);
    }
}
