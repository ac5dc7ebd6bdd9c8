package io.tekcos.chat.tests.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.TimeUnit;

/** Stands between a client and a server, counts what the client sends, and can stop it at a byte, or change one. */
final class MeteringProxy implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 60;

    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int serverPort;
    private long sent;
    private long stop = Long.MAX_VALUE;
    private long spoilt = -1;

    /** Begins to listen on a free port of loopback. */
    MeteringProxy(int serverPort) throws IOException {
        this.serverPort = serverPort;
        start(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** How many bytes of the client have come so far, by all connections. */
    synchronized long sent() {
        return sent;
    }

    /** From now on nothing behind this byte is passed on. */
    synchronized void stopAt(long bytes) {
        stop = bytes;
        notifyAll();
    }

    /** The byte behind so many is passed on as another one. */
    synchronized void spoil(long after) {
        spoilt = after;
    }

    synchronized void awaitStop() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (sent < stop) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError(sent + " bytes were sent, of " + stop);
            }
            wait(left);
        }
    }

    @Override
    public void close() throws IOException {
        stopAt(Long.MAX_VALUE);
        listening.close();
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "metering proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                serve(listening.accept());
            }
        } catch (IOException closed) {
            // the end
        }
    }

    private void serve(Socket client) throws IOException {
        try {
            Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
            start(() -> up(client, server));
            start(() -> down(server, client));
        } catch (IOException nobodyListens) {
            client.close();
        }
    }

    /** Reads on when the server is gone, to count all that the client has sent. */
    private void up(Socket client, Socket server) {
        byte[] buffer = new byte[64 * 1024];
        try (client) {
            InputStream in = client.getInputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                pass(buffer, count, server);
            }
        } catch (IOException gone) {
            // the end
        } finally {
            closeQuietly(server);
        }
    }

    private void pass(byte[] bytes, int count, Socket server) {
        int first = meter(bytes, count);
        try {
            OutputStream out = server.getOutputStream();
            out.write(bytes, 0, first);
            awaitPass();
            out.write(bytes, first, count - first);
        } catch (IOException gone) {
            // what follows is counted only
        }
    }

    /** Counts them; returns how many of them are before the stop. */
    private synchronized int meter(byte[] bytes, int count) {
        if (spoilt >= sent && spoilt < sent + count) {
            bytes[(int) (spoilt - sent)] ^= 1;
        }
        int first = (int) Math.max(0, Math.min(count, stop - sent));
        sent += count;
        notifyAll();
        return first;
    }

    private synchronized void awaitPass() throws IOException {
        while (sent >= stop) {
            try {
                wait();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
    }

    private static void down(Socket server, Socket client) {
        try (server) {
            server.getInputStream().transferTo(client.getOutputStream());
            client.shutdownOutput();
        } catch (IOException gone) {
            closeOutputQuietly(client);
        }
    }

    private static void closeOutputQuietly(Socket socket) {
        try {
            socket.shutdownOutput();
        } catch (IOException gone) {
            // it is gone already
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // it is gone already
        }
    }
}
