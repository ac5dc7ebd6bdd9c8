package io.tekcos.chat.tests.session;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Stands between a client and a server, and can hold back what the server sends and cut the connection. */
final class CuttingProxy implements AutoCloseable {

    private final ServerSocket listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final List<Socket> sockets = new ArrayList<>();
    private final AtomicBoolean deaf = new AtomicBoolean();
    private final int serverPort;

    CuttingProxy(int serverPort) throws IOException {
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

    /** From now on what the server sends reaches the client again; what was swallowed is gone. */
    void heedAnswers() {
        deaf.set(false);
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
                Socket client = remember(listening.accept());
                Socket server = remember(new Socket(InetAddress.getLoopbackAddress(), serverPort));
                new Thread(() -> carry(client, server, new AtomicBoolean()), "proxy-up").start();
                new Thread(() -> carry(server, client, deaf), "proxy-down").start();
            }
        } catch (IOException closed) {
            // the end
        }
    }

    private synchronized Socket remember(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        sockets.add(socket);
        return socket;
    }

    private static void carry(Socket from, Socket to, AtomicBoolean swallow) {
        byte[] buffer = new byte[64 * 1024];
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (!swallow.get()) {
                    out.write(buffer, 0, count);
                }
            }
        } catch (IOException cut) {
            // the end
        }
    }
}
