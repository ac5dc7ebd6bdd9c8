package io.tekcos.chat.tests.seed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What both roles of the Python program do once they stand: blocking sockets, texts without length or newline, reads of 1,024
 * bytes that are each decoded alone. A read that ends within a character throws, as the program would.
 */
public abstract class SeedProgram implements AutoCloseable {

    static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    static final int READ = 1024;

    /** Longer than anything takes on the slowest machine; only a failure waits for it. */
    static final int PATIENCE_MILLIS = 60_000;

    private @Nullable Socket tcp;
    private @Nullable DatagramSocket udp;
    private @Nullable SocketAddress target;

    SeedProgram() {}

    final void useTcp(Socket socket) throws IOException {
        tcp = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    final void useUdp(DatagramSocket socket) throws IOException {
        udp = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    final void aimUdpAt(SocketAddress address) {
        target = address;
    }

    final DatagramSocket udp() {
        return Objects.requireNonNull(udp, "no UDP socket yet");
    }

    private Socket tcp() {
        return Objects.requireNonNull(tcp, "not yet connected");
    }

    /** Writes a text, in one call and bare. */
    public final void tcpSend(String text) throws IOException {
        tcpSend(text.getBytes(UTF_8));
    }

    /** Writes bytes, whether they are text or not. */
    public final void tcpSend(byte... bytes) throws IOException {
        tcp().getOutputStream().write(bytes);
    }

    /** Sends a text, as a datagram and bare. */
    public final void udpSend(String text) throws IOException {
        udpSend(text.getBytes(UTF_8));
    }

    /** Sends a datagram of these bytes, whether they are text or not. */
    public final void udpSend(byte... bytes) throws IOException {
        udp().send(new DatagramPacket(bytes, bytes.length, Objects.requireNonNull(target, "no address yet")));
    }

    /** What one read gives, waited for; an empty text at the end of the stream. */
    public final String tcpReceive() throws IOException {
        byte[] read = tcpRead();
        return decode(read, read.length);
    }

    /** Reads until the stream has ended, in whatever way, and returns how many bytes were left in it. */
    public final int tcpReceiveToTheEnd() throws IOException {
        try {
            return tcp().getInputStream().readAllBytes().length;
        } catch (SocketException reset) {
            return 0;
        }
    }

    /** The bytes of one read, waited for; none at the end of the stream. */
    final byte[] tcpRead() throws IOException {
        byte[] buffer = new byte[READ];
        int count = tcp().getInputStream().read(buffer);
        return Arrays.copyOf(buffer, Math.max(0, count));
    }

    /** The next datagram's text, waited for; what is beyond 1,024 bytes of it is lost. */
    public final String udpReceive() throws IOException {
        DatagramPacket packet = receiveDatagram();
        return decode(packet.getData(), packet.getLength());
    }

    final DatagramPacket receiveDatagram() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[READ], READ);
        udp().receive(packet);
        return packet;
    }

    /** Where this program's connection comes from. */
    public final InetSocketAddress tcpAddress() {
        return new InetSocketAddress(LOOPBACK, tcp().getLocalPort());
    }

    /** Where this program's datagrams come from. */
    public final InetSocketAddress udpAddress() {
        return new InetSocketAddress(LOOPBACK, udp().getLocalPort());
    }

    private static String decode(byte[] bytes, int length) throws CharacterCodingException {
        return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length)).toString();
    }

    /** Closes both sockets, the program's end. */
    public final void leave() throws IOException {
        close();
    }

    /** Ends the connection by a reset, as a program that is killed with unread texts does. */
    public final void reset() throws IOException {
        tcp().setSoLinger(true, 0);
        close();
    }

    @Override
    public void close() throws IOException {
        if (tcp != null) {
            tcp.close();
        }
        if (udp != null) {
            udp.close();
        }
    }
}
