package io.tekcos.chat.tests.session;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** Stands between a client and a server's TCP port, and holds back what passes when told to. */
final class HoldingProxy implements AutoCloseable {

    final Gate toServer = new Gate();
    final Gate toClient = new Gate();
    private final ServerSocket listening = new ServerSocket(0, 10, InetAddress.getByName(Pair.HOST));
    private final List<Socket> sockets = new ArrayList<>();
    private final int serverPort;

    HoldingProxy(int serverPort) throws IOException {
        this.serverPort = serverPort;
        new Thread(this::accept, "proxy").start();
    }

    int port() {
        return listening.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        toServer.release();
        toClient.release();
        synchronized (sockets) {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket client = remember(listening.accept());
                Socket server = remember(new Socket(Pair.HOST, serverPort));
                new Thread(() -> carry(client, server, toServer), "proxy-up").start();
                new Thread(() -> carry(server, client, toClient), "proxy-down").start();
            }
        } catch (IOException closed) {
            // the end
        }
    }

    private Socket remember(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        synchronized (sockets) {
            sockets.add(socket);
        }
        return socket;
    }

    private static void carry(Socket from, Socket to, Gate gate) {
        byte[] buffer = new byte[64 * 1024];
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                gate.pass();
                out.write(buffer, 0, count);
            }
        } catch (IOException | InterruptedException closed) {
            // the end
        }
    }

    /** One way through the proxy. */
    static final class Gate {

        private boolean held;

        /** Nothing passes until {@link #release}. */
        synchronized void hold() {
            held = true;
        }

        synchronized void release() {
            held = false;
            notifyAll();
        }

        private synchronized void pass() throws InterruptedException {
            while (held) {
                wait();
            }
        }
    }
}
