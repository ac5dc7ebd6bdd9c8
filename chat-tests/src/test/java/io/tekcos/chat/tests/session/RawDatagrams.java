package io.tekcos.chat.tests.session;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** A UDP socket whose datagrams are written by hand, connected to a server's port. */
final class RawDatagrams implements AutoCloseable {

    static final int HELO = 0x01;
    static final int HELO_OK = 0x02;
    static final int BIND = 0x03;
    static final int BOUND = 0x04;
    static final int TEXT = 0x05;
    static final int PING = 0x06;
    static final int PONG = 0x07;
    static final int COPY = 0x08;

    private final DatagramSocket socket;

    RawDatagrams(int port) throws IOException {
        socket = new DatagramSocket(new InetSocketAddress(Pair.HOST, 0));
        socket.connect(InetAddress.getByName(Pair.HOST), port);
        socket.setSoTimeout((int) Waiting.LIMIT.toMillis());
    }

    RawDatagrams send(byte... bytes) throws IOException {
        socket.send(new DatagramPacket(bytes, bytes.length));
        return this;
    }

    /** The next datagram, waited for; PINGs are passed over. */
    ByteBuffer receive() throws IOException {
        ByteBuffer datagram = receiveAny();
        while (datagram.get(0) == PING) {
            datagram = receiveAny();
        }
        return datagram;
    }

    /** The next datagram, waited for, be it a PING. */
    ByteBuffer receiveAny() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
        socket.receive(packet);
        return ByteBuffer.wrap(Arrays.copyOf(packet.getData(), packet.getLength()));
    }

    /** The next datagram that is there now, be it a PING; null for none. */
    @Nullable
    ByteBuffer poll() throws IOException {
        socket.setSoTimeout(1);
        try {
            return receiveAny();
        } catch (SocketTimeoutException nothing) {
            return null;
        } finally {
            socket.setSoTimeout((int) Waiting.LIMIT.toMillis());
        }
    }

    /** Whether nothing is there now; what was sent before something else arrived is there before it on loopback. */
    boolean hasNothing() throws IOException {
        socket.setSoTimeout(1);
        try {
            receive();
            return false;
        } catch (SocketTimeoutException nothing) {
            return true;
        } finally {
            socket.setSoTimeout((int) Waiting.LIMIT.toMillis());
        }
    }

    /** Binds this socket to a session, with the numbers up to this one. */
    RawDatagrams bind(long id, byte[] secret, long number) throws IOException {
        ByteBuffer answer = send(helo(id, number - 1)).receive();
        if (answer.get() != HELO_OK) {
            throw new AssertionError("no HELO-OK");
        }
        byte[] cookie = new byte[32];
        answer.position(17).get(cookie);
        if (send(bindDatagram(id, secret, number, cookie)).receive().get() != BOUND) {
            throw new AssertionError("no BOUND");
        }
        return this;
    }

    static byte[] helo(long id, long number) {
        return datagram(HELO, id, number, Arrays.copyOf(new byte[] {'H', 'E', 'L', 'O'}, 47));
    }

    static byte[] text(long id, long number, String ascii) {
        ByteBuffer body = ByteBuffer.allocate(12 + ascii.length());
        body.putLong(number).putInt(0).put(ascii.getBytes(StandardCharsets.US_ASCII));
        return datagram(TEXT, id, number, body.array());
    }

    static byte[] bindDatagram(long id, byte[] secret, long number, byte[] cookie) {
        ByteBuffer proven = ByteBuffer.allocate(4 + 8 + 8 + 32);
        proven.put(new byte[] {'b', 'i', 'n', 'd'}).putLong(id).putLong(number).put(cookie);
        ByteBuffer body = ByteBuffer.allocate(64).put(cookie).put(hmac(secret, proven.array()));
        return datagram(BIND, id, number, body.array());
    }

    static byte[] datagram(int type, long id, long number, byte... body) {
        return ByteBuffer.allocate(17 + body.length)
                .put((byte) type)
                .putLong(id)
                .putLong(number)
                .put(body)
                .array();
    }

    private static byte[] hmac(byte[] secret, byte[] data) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return mac.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
