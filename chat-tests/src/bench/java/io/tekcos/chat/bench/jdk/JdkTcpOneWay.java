package io.tekcos.chat.bench.jdk;

import io.tekcos.chat.bench.loop.OneWayLink;
import java.io.IOException;
import java.util.function.Consumer;

/** Flushed once at the end: the buffer fills and empties by itself. */
final class JdkTcpOneWay implements OneWayLink {

    private final TextStream.Pair pair;

    JdkTcpOneWay(Consumer<String> farEnd) throws IOException {
        pair = TextStream.Pair.open();
        FarEnd.start(() -> farEnd.accept(pair.far().read()));
    }

    @Override
    public void send(String text) throws IOException {
        pair.near().write(text);
    }

    @Override
    public void flush() throws IOException {
        pair.near().flush();
    }

    @Override
    public void close() throws IOException {
        pair.near().close();
        pair.far().close();
    }
}
