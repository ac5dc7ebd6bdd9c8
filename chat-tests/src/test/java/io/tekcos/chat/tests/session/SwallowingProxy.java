package io.tekcos.chat.tests.session;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Stands between a client and a server, and can swallow what either says, cut the connection, and lead the next one to another
 * server, or to none. It remembers what both have said.
 */
final class SwallowingProxy implements AutoCloseable {

    private final ServerSocket listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final List<Socket> sockets = new ArrayList<>();
    private final AtomicBoolean deaf = new AtomicBoolean();
    private final AtomicBoolean mute = new AtomicBoolean();
    private final Queue<ByteArrayOutputStream> said = new ConcurrentLinkedQueue<>();
    private final Queue<ByteArrayOutputStream> answered = new ConcurrentLinkedQueue<>();
    private volatile int serverPort;

    SwallowingProxy(int serverPort) throws IOException {
        this.serverPort = serverPort;
        new Thread(this::accept, "proxy").start();
    }

    int port() {
        return listening.getLocalPort();
    }

    /** From now on nothing of what the server sends reaches the client. */
    void swallowAnswers() {
        deaf.set(true);
    }

    /** From the next connection on what the server sends reaches the client again. */
    void heedAnswers() {
        deaf.set(false);
    }

    /** From now on nothing of what the client sends reaches the server. */
    void swallowTexts() {
        mute.set(true);
    }

    /** From the next connection on what the client sends reaches the server again. */
    void heedTexts() {
        mute.set(false);
    }

    /** From the next connection on the client finds another server at its address; at {@link Pair#NOBODY} it finds none. */
    void leadTo(int port) {
        serverPort = port;
    }

    /** What the client said on each connection so far, heard or not. */
    List<byte[]> said() {
        return said.stream().map(ByteArrayOutputStream::toByteArray).toList();
    }

    /** What the server said on each connection so far, heard or not. */
    List<byte[]> answered() {
        return answered.stream().map(ByteArrayOutputStream::toByteArray).toList();
    }

    /** Resets every connection. */
    synchronized void cut() throws IOException {
        for (Socket socket : sockets) {
            socket.close(); // with the linger of 0 that it has
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        cut();
    }

    private void accept() {
        try {
            while (true) {
                connect(remember(listening.accept()));
            }
        } catch (IOException closed) {
            // the end
        }
    }

    private void connect(Socket client) throws IOException {
        try {
            Socket server = remember(new Socket(InetAddress.getLoopbackAddress(), serverPort));
            new Thread(() -> carry(client, server, mute, kept(said)), "proxy-up").start();
            new Thread(() -> carry(server, client, deaf, kept(answered)), "proxy-down").start();
        } catch (ConnectException nobody) {
            client.close();
        }
    }

    private static OutputStream kept(Queue<ByteArrayOutputStream> all) {
        ByteArrayOutputStream words = new ByteArrayOutputStream();
        all.add(words);
        return words;
    }

    private synchronized Socket remember(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        sockets.add(socket);
        return socket;
    }

    private static void carry(Socket from, Socket to, AtomicBoolean swallow, OutputStream copy) {
        byte[] buffer = new byte[64 * 1024];
        try {
            boolean hole = false; // what follows one would be taken for something else
            InputStream in = from.getInputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                copy.write(buffer, 0, count);
                hole |= swallow.get();
                if (!hole) {
                    to.getOutputStream().write(buffer, 0, count);
                }
            }
            if (!hole) {
                to.shutdownOutput(); // and no reset, which would take back what is on its way
            }
        } catch (IOException cut) {
            reset(from);
            reset(to);
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.close();
        } catch (IOException closed) {
            // is what was wanted
        }
    }
}
