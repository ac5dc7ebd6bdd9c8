package io.tekcos.chat.bench.jdk;

import io.tekcos.chat.bench.loop.DatagramWindow;
import io.tekcos.chat.bench.loop.OneWayLink;
import java.io.IOException;
import java.util.function.Consumer;

/** A system call a datagram: the JDK knows no other way. */
final class JdkUdpOneWay implements OneWayLink {

    private final TextDatagrams.Pair pair;
    private final long window;

    JdkUdpOneWay(Consumer<String> farEnd) throws IOException {
        pair = TextDatagrams.Pair.open();
        window = DatagramWindow.within(pair.far().receiveBuffer());
        FarEnd.start(() -> farEnd.accept(pair.far().read()));
    }

    @Override
    public void send(String text) throws IOException {
        pair.near().write(text);
    }

    @Override
    public long window() {
        return window;
    }

    @Override
    public void close() throws IOException {
        pair.near().close();
        pair.far().close();
    }
}
