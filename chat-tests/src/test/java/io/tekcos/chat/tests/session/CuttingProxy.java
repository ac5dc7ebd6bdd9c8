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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** Stands between a client and a server, and can hold back what the server sends and cut the connection. */
public final class CuttingProxy implements AutoCloseable {

    private final ServerSocket listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final List<Socket> sockets = new ArrayList<>();
    private final AtomicBoolean deaf = new AtomicBoolean();
    private final AtomicBoolean refusing = new AtomicBoolean();
    private final AtomicInteger answersLeft = new AtomicInteger(Integer.MAX_VALUE);
    private volatile int serverPort;

    /** Begins to listen on a free port of loopback. */
    public CuttingProxy(int serverPort) throws IOException {
        this.serverPort = serverPort;
        new Thread(this::accept, "proxy").start();
    }

    /** Where clients find it. */
    public int port() {
        return listening.getLocalPort();
    }

    /** From now on nothing of what the server sends reaches the client. */
    public void swallowAnswers() {
        deaf.set(true);
    }

    /** From now on what the server sends reaches the client again; what was swallowed is gone. */
    void heedAnswers() {
        deaf.set(false);
        answersLeft.set(Integer.MAX_VALUE);
    }

    /** From now on the client gets but two of the server's answers by a connection: its greeting and its welcome. */
    void swallowAnswersAfterHandshake() {
        answersLeft.set(2);
    }

    /** Whether connections are reset as soon as they are there. */
    public void refuse(boolean refuses) {
        refusing.set(refuses);
    }

    /** Further connections lead to another server. */
    void leadTo(int otherPort) {
        serverPort = otherPort;
    }

    /** Resets every connection. */
    public synchronized void cut() throws IOException {
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
                if (refusing.get()) {
                    client.close();
                    continue;
                }
                Socket server = remember(new Socket(InetAddress.getLoopbackAddress(), serverPort));
                new Thread(() -> carry(client, server, () -> false), "proxy-up").start();
                new Thread(() -> carry(server, client, this::isSwallowed), "proxy-down").start();
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

    private boolean isSwallowed() {
        return deaf.get() || answersLeft.getAndDecrement() <= 0;
    }

    private static void carry(Socket from, Socket to, BooleanSupplier swallow) {
        byte[] buffer = new byte[64 * 1024];
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (!swallow.getAsBoolean()) {
                    out.write(buffer, 0, count);
                }
            }
        } catch (IOException cut) {
            // the end
        }
    }
}
