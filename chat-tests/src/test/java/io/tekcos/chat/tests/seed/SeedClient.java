package io.tekcos.chat.tests.seed;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;

/** The Python program as a client: it connects, reads once whatever the acknowledgement says, and sends one HELO. */
public final class SeedClient extends SeedProgram {

    private final int udpPort;

    /** Connects, and does no more yet. */
    public SeedClient(int tcpPort, int udpPort) throws IOException {
        this.udpPort = udpPort;
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(LOOPBACK, tcpPort), PATIENCE_MILLIS);
        useTcp(socket);
    }

    /** Does all that the program does before its user may type. */
    public static SeedClient connect(int tcpPort, int udpPort) throws IOException {
        return new SeedClient(tcpPort, udpPort).receiveAck().sendHelo();
    }

    /** One read, thrown away undecoded. */
    public SeedClient receiveAck() throws IOException {
        byte[] ack = tcpRead();
        if (ack.length == 0) {
            throw new IOException("closed before the acknowledgement");
        }
        return this;
    }

    /** One datagram, whether it arrives or not. */
    public SeedClient sendHelo() throws IOException {
        openUdp();
        udpSend("HELO".getBytes(US_ASCII));
        return this;
    }

    /** Opens the UDP socket, as if HELO had been lost. */
    public SeedClient openUdp() throws IOException {
        useUdp(new DatagramSocket(new InetSocketAddress(LOOPBACK, 0)));
        aimUdpAt(new InetSocketAddress(LOOPBACK, udpPort));
        return this;
    }
}
