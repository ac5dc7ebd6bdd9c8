package io.tekcos.chat.bench.jdk;

import io.tekcos.chat.bench.loop.RoundTripLink;
import java.io.IOException;
import java.util.function.Consumer;

/** The caller itself blocks in the read. */
final class JdkTcpRoundTrip implements RoundTripLink {

    private final TextStream.Pair pair;

    JdkTcpRoundTrip(Consumer<String> farEnd) throws IOException {
        pair = TextStream.Pair.open();
        FarEnd.start(() -> {
            String text = pair.far().read();
            farEnd.accept(text);
            pair.far().write(text);
            pair.far().flush();
        });
    }

    @Override
    public String exchange(String text) throws IOException {
        pair.near().write(text);
        pair.near().flush();
        return pair.near().read();
    }

    @Override
    public void close() throws IOException {
        pair.near().close();
        pair.far().close();
    }
}
