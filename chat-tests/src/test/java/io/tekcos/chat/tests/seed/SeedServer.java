package io.tekcos.chat.tests.seed;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.CompletableFuture;

/**
 * The Python program as a server: it accepts one connection, opens its UDP port, says {@code ack}, and waits for a datagram,
 * whatever it says, to learn where its own go. It never answers it, and hears no second one as a HELO.
 */
public final class SeedServer extends SeedProgram {

    private final ServerSocket listening = new ServerSocket(0, 10, LOOPBACK);
    private final DatagramSocket reserved = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0));
    private final int udpPort = reserved.getLocalPort();

    /** Listens; the UDP port is chosen, so that a client can be told, but as far as it can see not open before it connects. */
    public SeedServer() throws IOException {
        listening.setSoTimeout(PATIENCE_MILLIS);
    }

    /** Where it accepts its one client. */
    public int tcpPort() {
        return listening.getLocalPort();
    }

    /** Where its datagrams come. */
    public int udpPort() {
        return udpPort;
    }

    /** Accepts, greets, and waits for the HELO, in a thread of its own. */
    public CompletableFuture<SeedServer> open() {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        acceptAndBind();
                        tcpSend("ack".getBytes(US_ASCII));
                        return awaitHelo();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                task -> new Thread(task, "seed server").start());
    }

    /** Accepts, opens the UDP port, and says nothing yet. */
    public SeedServer acceptAndBind() throws IOException {
        useTcp(listening.accept());
        reserved.close();
        useUdp(new DatagramSocket(new InetSocketAddress(LOOPBACK, udpPort)));
        return this;
    }

    /** Blocks until a datagram shows where the client's come from. */
    public SeedServer awaitHelo() throws IOException {
        DatagramPacket helo = receiveDatagram();
        aimUdpAt(helo.getSocketAddress());
        return this;
    }

    @Override
    public void close() throws IOException {
        reserved.close();
        listening.close();
        super.close();
    }
}
