package io.tekcos.chat.bench.kryonet;

import com.esotericsoftware.kryonet.Server;
import io.tekcos.chat.bench.loop.Carrier;
import io.tekcos.chat.bench.loop.LibraryVersion;
import io.tekcos.chat.bench.loop.OneWayLink;
import io.tekcos.chat.bench.loop.RoundTripLink;
import io.tekcos.chat.bench.loop.Transport;
import java.util.function.Consumer;

/** The library that people on the JVM know for one connection of TCP and UDP. */
public final class KryonetTransport implements Transport {

    @Override
    public String description() {
        return LibraryVersion.of(Server.class);
    }

    @Override
    public RoundTripLink openRoundTrip(Carrier carrier, Consumer<String> farEnd) throws Exception {
        return new KryonetRoundTrip(carrier, farEnd);
    }

    @Override
    public OneWayLink openOneWay(Carrier carrier, Consumer<String> farEnd) throws Exception {
        return new KryonetOneWay(carrier, farEnd);
    }
}
