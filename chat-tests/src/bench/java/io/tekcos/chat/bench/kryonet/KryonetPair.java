package io.tekcos.chat.bench.kryonet;

import com.esotericsoftware.kryonet.Client;
import com.esotericsoftware.kryonet.Connection;
import com.esotericsoftware.kryonet.Listener;
import com.esotericsoftware.kryonet.Server;
import com.esotericsoftware.minlog.Log;
import io.tekcos.chat.bench.loop.Carrier;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.function.BiConsumer;

/**
 * A KryoNet server and client. Settings: a write buffer of 1 MiB, which a fast sender fills; texts as plain strings,
 * which Kryo has registered and writes without reflection; each end on its own thread by {@code start()}. KryoNet sets
 * TCP_NODELAY itself, writes from the caller's thread when it can, and hides its datagram socket, so the receive buffer
 * stays at the system's default.
 */
final class KryonetPair implements AutoCloseable {

    static final int WRITE_BUFFER = 1 << 20;

    private static final int LONGEST_OBJECT = 16 << 10;
    private static final int CONNECT_MILLIS = 5_000;

    private final Carrier carrier;
    private final Server server = new Server(WRITE_BUFFER, LONGEST_OBJECT);
    private final Client client = new Client(WRITE_BUFFER, LONGEST_OBJECT);

    KryonetPair(Carrier carrier, BiConsumer<Connection, String> atNear, BiConsumer<Connection, String> atFar)
            throws IOException {
        this.carrier = carrier;
        Log.set(Log.LEVEL_WARN);
        server.addListener(onText(atFar));
        client.addListener(onText(atNear));
        InetSocketAddress tcp = freeTcpPort();
        InetSocketAddress udp = freeUdpPort();
        server.bind(tcp, udp);
        server.start();
        client.start();
        client.connect(CONNECT_MILLIS, InetAddress.getLoopbackAddress(), tcp.getPort(), udp.getPort());
    }

    Client near() {
        return client;
    }

    void send(Connection from, String text) {
        if (carrier == Carrier.TCP) {
            from.sendTCP(text);
        } else {
            from.sendUDP(text);
        }
    }

    private static Listener onText(BiConsumer<Connection, String> onText) {
        return new Listener() {
            @Override
            public void received(Connection connection, Object object) {
                if (object instanceof String text) { // KryoNet's own keep-alives come here as well
                    onText.accept(connection, text);
                }
            }
        };
    }

    /** KryoNet does not say which port it was given for 0. */
    private static InetSocketAddress freeTcpPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort());
        }
    }

    private static InetSocketAddress freeUdpPort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return new InetSocketAddress(socket.getLocalAddress(), socket.getLocalPort());
        }
    }

    @Override
    public void close() {
        client.stop();
        server.stop();
    }
}
