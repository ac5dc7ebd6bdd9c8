package io.tekcos.chat.bench.jdk;

import io.tekcos.chat.bench.loop.RoundTripLink;
import java.io.IOException;
import java.util.function.Consumer;

/** The caller itself blocks in the read. */
final class JdkUdpRoundTrip implements RoundTripLink {

    private final TextDatagrams.Pair pair;

    JdkUdpRoundTrip(Consumer<String> farEnd) throws IOException {
        pair = TextDatagrams.Pair.open();
        FarEnd.start(() -> {
            String text = pair.far().read();
            farEnd.accept(text);
            pair.far().write(text);
        });
    }

    @Override
    public String exchange(String text) throws IOException {
        pair.near().write(text);
        return pair.near().read();
    }

    @Override
    public void close() throws IOException {
        pair.near().close();
        pair.far().close();
    }
}
