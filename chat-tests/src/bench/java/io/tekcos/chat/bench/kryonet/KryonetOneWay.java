package io.tekcos.chat.bench.kryonet;

import io.tekcos.chat.bench.loop.Carrier;
import io.tekcos.chat.bench.loop.DatagramWindow;
import io.tekcos.chat.bench.loop.OneWayLink;
import io.tekcos.chat.bench.loop.Patience;
import java.io.IOException;
import java.net.DatagramSocket;
import java.util.function.Consumer;

/** A full write buffer ends a KryoNet connection, so the sender waits when it is half full. */
final class KryonetOneWay implements OneWayLink {

    private final Carrier carrier;
    private final KryonetPair pair;

    KryonetOneWay(Carrier carrier, Consumer<String> farEnd) throws IOException {
        this.carrier = carrier;
        pair = new KryonetPair(carrier, (connection, text) -> {}, (connection, text) -> farEnd.accept(text));
    }

    @Override
    public void send(String text) {
        if (!hasRoom()) {
            Patience.await(this::hasRoom, "KryoNet's write buffer");
        }
        pair.send(pair.near(), text);
    }

    private boolean hasRoom() {
        return carrier == Carrier.UDP || pair.near().getTcpWriteBufferSize() < KryonetPair.WRITE_BUFFER / 2;
    }

    @Override
    public long window() throws IOException {
        if (carrier == Carrier.TCP) {
            return Long.MAX_VALUE;
        }
        try (DatagramSocket sameDefaults = new DatagramSocket()) {
            return DatagramWindow.within(sameDefaults.getReceiveBufferSize());
        }
    }

    @Override
    public void close() {
        pair.close();
    }
}
