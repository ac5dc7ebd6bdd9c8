package io.tekcos.chat.tests.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.tekcos.chat.Session;
import io.tekcos.chat.SessionListener;
import io.tekcos.chat.model.MemberJoined;
import io.tekcos.chat.model.MemberLeft;
import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.SessionEvent;
import io.tekcos.chat.model.SlowerCopy;
import io.tekcos.chat.testing.document.Example;
import io.tekcos.chat.testing.document.Party;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** The library in one role, and raw sockets in the other. */
abstract class Bench implements AutoCloseable {

    static final int PATIENCE_SECONDS = 10;
    static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final int LARGEST_DATAGRAM = 65_535;

    private final Map<String, Socket> connections = new HashMap<>();
    private final Map<String, DatagramSocket> datagramSockets = new HashMap<>();
    private final Deque<Closeable> open = new ArrayDeque<>();
    private final BlockingQueue<Message> heard = new LinkedBlockingQueue<>();
    private final BlockingQueue<SlowerCopy> slower = new LinkedBlockingQueue<>();
    private final BlockingQueue<SessionEvent> news = new LinkedBlockingQueue<>();

    /** The role of the library. */
    abstract Party program();

    /** The library's session. */
    abstract Session session() throws Exception;

    /** Checks what became of an example in which no session was begun. */
    abstract void checkWithoutSession(Example example) throws Exception;

    /** A further connection with the library. */
    abstract Socket newConnection() throws IOException;

    /** Where datagrams to the library go. */
    abstract SocketAddress datagramTarget(RunValues values);

    /** Notes where a datagram of the library came from. */
    void onDatagramFrom(SocketAddress sender) {}

    /** The messages that the library's listener has had and nobody has looked at. */
    BlockingQueue<Message> heard() {
        return heard;
    }

    /** The slower copies that the library's listener was told of and nobody has looked at. */
    BlockingQueue<SlowerCopy> slower() {
        return slower;
    }

    /** What the library's listener was told of its room and nobody has looked at. */
    BlockingQueue<SessionEvent> news() {
        return news;
    }

    /** Fills all three. */
    SessionListener listener() {
        return new SessionListener() {
            @Override
            public void onMessage(Session session, Message message) {
                heard.add(message);
            }

            @Override
            public void onSlowerCopy(Session session, SlowerCopy copy) {
                slower.add(copy);
            }

            @Override
            public void onMemberJoined(Session session, MemberJoined joined) {
                news.add(joined);
            }

            @Override
            public void onMemberLeft(Session session, MemberLeft left) {
                news.add(left);
            }
        };
    }

    void write(String path, byte[] bytes, RunValues values) throws IOException {
        if (path.startsWith("tcp")) {
            connection(path).getOutputStream().write(bytes);
        } else {
            datagramSocket(path).send(new DatagramPacket(bytes, bytes.length, datagramTarget(values)));
        }
    }

    byte[] read(String path) throws IOException {
        return path.startsWith("tcp") ? readFrame(path) : readDatagram(path);
    }

    void endOutput(String path) throws IOException {
        connection(path).shutdownOutput();
    }

    /** Has a connection broken, and waits until the library knows. */
    void lose(String path) throws Exception {
        Socket socket = connection(path);
        socket.setSoLinger(true, 0); // a reset, not an end
        socket.close();
        awaitLoss();
    }

    /** Waits until the library knows that its connection is lost, where it does not show by itself. */
    abstract void awaitLoss() throws Exception;

    void expectEnd(String path) throws IOException {
        assertThat(connection(path).getInputStream().read())
                .as("nothing more by %s", path)
                .isEqualTo(-1);
    }

    DatagramSocket datagramSocket(String path) throws IOException {
        DatagramSocket socket = datagramSockets.get(path);
        if (socket == null) {
            socket = keep(new DatagramSocket(new InetSocketAddress(LOOPBACK, 0)));
            socket.setSoTimeout(PATIENCE_SECONDS * 1000);
            datagramSockets.put(path, socket);
        }
        return socket;
    }

    /** Has something closed at the end, before what was opened earlier. */
    <C extends Closeable> C keep(C closeable) {
        open.push(closeable);
        return closeable;
    }

    @Override
    public void close() throws IOException {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    private Socket connection(String path) throws IOException {
        Socket socket = connections.get(path);
        if (socket == null) {
            socket = keep(newConnection());
            socket.setSoTimeout(PATIENCE_SECONDS * 1000);
            socket.setTcpNoDelay(true);
            connections.put(path, socket);
        }
        return socket;
    }

    private byte[] readFrame(String path) throws IOException {
        DataInputStream in = new DataInputStream(connection(path).getInputStream());
        int length = in.readInt();
        byte[] rest = in.readNBytes(length);
        assertThat(rest).as("a whole frame by %s", path).hasSize(length);
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
        frame.writeBytes(rest);
        return frame.toByteArray();
    }

    private byte[] readDatagram(String path) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[LARGEST_DATAGRAM], LARGEST_DATAGRAM);
        datagramSocket(path).receive(packet);
        onDatagramFrom(packet.getSocketAddress());
        return Arrays.copyOf(packet.getData(), packet.getLength());
    }
}
