package io.tekcos.chat.bench.kryonet;

import com.esotericsoftware.kryonet.Connection;
import io.tekcos.chat.bench.loop.Carrier;
import io.tekcos.chat.bench.loop.Rendezvous;
import io.tekcos.chat.bench.loop.RoundTripLink;
import java.io.IOException;
import java.util.function.Consumer;

final class KryonetRoundTrip implements RoundTripLink {

    private final Rendezvous echoes = new Rendezvous();
    private final Consumer<String> farEnd;
    private final KryonetPair pair;

    KryonetRoundTrip(Carrier carrier, Consumer<String> farEnd) throws IOException {
        this.farEnd = farEnd;
        pair = new KryonetPair(carrier, (connection, text) -> echoes.offer(text), this::echo);
    }

    private void echo(Connection connection, String text) {
        farEnd.accept(text);
        pair.send(connection, text);
    }

    @Override
    public String exchange(String text) {
        pair.send(pair.near(), text);
        return echoes.take();
    }

    @Override
    public void close() {
        pair.close();
    }
}
