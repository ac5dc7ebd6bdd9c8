package io.tekcos.chat.netty;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.Via;
import java.net.InetSocketAddress;
import java.util.stream.Collectors;

/** A server on embedded channels that lets seed peers in. */
final class EmbeddedSeed implements AutoCloseable {

    static final InetSocketAddress OTHER_PORT = new InetSocketAddress("192.0.2.7", 50_001);

    final EmbeddedServer server;
    final EmbeddedDatagrams udp;

    EmbeddedSeed() throws Exception {
        this(Limits.DEFAULTS);
    }

    EmbeddedSeed(Limits limits) throws Exception {
        server = new EmbeddedServer(limits);
        server.acceptor.allowSeedPeers(true);
        udp = EmbeddedDatagrams.ofServer(server.acceptor.datagramHandler());
    }

    /** A HELO has come from the host that connects, by a port of its own. */
    void helo() {
        helo(EmbeddedDatagrams.CLIENT);
    }

    void helo(InetSocketAddress from) {
        udp.receive("HELO".getBytes(US_ASCII), from);
    }

    /** A connection with a seed session, its greeting taken away. */
    EmbeddedStream join() throws Exception {
        EmbeddedStream stream = server.connect();
        sent(stream);
        helo();
        return stream;
    }

    /** The session that began last. */
    NettySession session() {
        return server.begun.get(server.begun.size() - 1);
    }

    /** The texts heard by a path, joined. */
    String heard(Via via) {
        return server.heard.stream()
                .filter(event -> event instanceof Message message && message.via() == via)
                .map(event -> ((Message) event).text())
                .collect(Collectors.joining());
    }

    /** What was written to a connection since the last call, as a text. */
    static String sent(EmbeddedStream stream) {
        ByteBuf bytes = stream.sentBytes();
        try {
            return bytes.toString(UTF_8);
        } finally {
            bytes.release();
        }
    }

    @Override
    public void close() {
        server.close();
        udp.finishAndReleaseAll();
    }
}
