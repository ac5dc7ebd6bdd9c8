package io.tekcos.chat.tests.session;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Stands between a client and a server, and severs one connection after the other in the middle of what passes: after a random
 * number of bytes in a random direction, every fifth within the handshake or close to it. It is a slow line, so that there is
 * always something on its way; after the last cut it is a fast one.
 */
final class SeveringProxy implements AutoCloseable {

    /** How a connection ends. */
    enum Way {
        /** Both sides are reset. */
        RESET,
        /** Both sides see the end of the stream. */
        END,
        /** For a while nothing passes, then both sides are reset. */
        SILENCE,
        /** The side that spoke is reset; a while later the other one gets what was on its way, and is left or reset. */
        HALF
    }

    /**
     * A connection was severed.
     *
     * @param up whether in the middle of what the client said
     * @param passed bytes that it had carried before, both ways
     * @param held bytes that were on their way and did not pass, or passed late
     * @param inHandshake whether the server's answer to the client's request had not passed yet
     */
    record Cut(Way way, boolean up, long passed, int held, boolean inHandshake) {}

    private static final List<Way> WAYS = List.of(Way.values());
    private static final int MOST_BYTES = 192 * 1024;
    private static final int HANDSHAKE_BYTES = 130;
    private static final int FIRST_HANDSHAKE_BYTES = 1_024;
    private static final long PACE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONGEST_WHILE = TimeUnit.MILLISECONDS.toNanos(300);

    final BlockingQueue<Cut> cuts = new LinkedBlockingQueue<>();
    private final ServerSocket listening = new ServerSocket(0, 10, InetAddress.getByName(Pair.HOST));
    private final int serverPort;
    private final int most;
    private final Random random;
    private final BlockingQueue<Line> lines = new LinkedBlockingQueue<>();

    /** One that makes so many cuts, all of them from this seed. */
    SeveringProxy(int serverPort, int most, long seed) throws IOException {
        this.serverPort = serverPort;
        this.most = most;
        random = new Random(seed);
        new Thread(this::accept, "severing proxy").start();
    }

    int port() {
        return listening.getLocalPort();
    }

    /** How many connections there were. */
    int connections() {
        return lines.size();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Line line : lines) {
            line.reset();
        }
    }

    private void accept() {
        try {
            while (true) {
                Line line = new Line(lines.size(), listening.accept(), new Socket(Pair.HOST, serverPort));
                lines.add(line);
                new Thread(() -> line.carry(true), "up " + line.number).start();
                new Thread(() -> line.carry(false), "down " + line.number).start();
            }
        } catch (IOException closed) {
            // the end
        }
    }

    /** One connection. */
    private final class Line {

        final int number;
        private final Socket client;
        private final Socket server;
        private final Way way;
        private final boolean severUp;
        private final long limit;
        private final long rest;
        private final boolean willBeSevered;
        private final ByteBuffer beginning = ByteBuffer.allocate(FIRST_HANDSHAKE_BYTES); // of what the server said
        private volatile boolean severed;
        private long passedUp;
        private long passedDown;

        Line(int number, Socket client, Socket server) throws IOException {
            this.number = number;
            this.client = client;
            this.server = server;
            client.setSoLinger(true, 0);
            server.setSoLinger(true, 0);
            willBeSevered = number < most;
            way = WAYS.get(number % WAYS.size());
            severUp = random.nextBoolean();
            limit = number == 0
                    ? FIRST_HANDSHAKE_BYTES + random.nextInt(MOST_BYTES)
                    : random.nextInt(number % 5 == 0 ? HANDSHAKE_BYTES : MOST_BYTES);
            rest = (long) (random.nextDouble() * LONGEST_WHILE);
        }

        void carry(boolean up) {
            Socket from = up ? client : server;
            Socket to = up ? server : client;
            byte[] buffer = new byte[16 * 1024];
            try {
                InputStream in = from.getInputStream();
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    int passing = pass(up, buffer, count);
                    if (!severed || passing > 0) {
                        to.getOutputStream().write(buffer, 0, passing);
                    }
                    if (passing < count && !severed) {
                        sever(up, buffer, passing, count);
                    } else if (willBeSevered) {
                        LockSupport.parkNanos(PACE_NANOS);
                    }
                }
                if (severed) {
                    from.close();
                } else {
                    to.shutdownOutput();
                }
            } catch (IOException gone) {
                if (!severed) {
                    reset();
                }
            }
        }

        /** How much of what was read may pass. */
        private synchronized int pass(boolean up, byte[] buffer, int count) {
            if (severed) {
                return 0;
            }
            long passed = up ? passedUp : passedDown;
            int passing = willBeSevered && up == severUp ? (int) Math.min(count, limit - passed) : count;
            if (up) {
                passedUp += passing;
            } else {
                passedDown += passing;
                beginning.put(buffer, 0, Math.min(passing, beginning.remaining()));
            }
            return passing;
        }

        private void sever(boolean up, byte[] buffer, int from, int to) throws IOException {
            severed = true;
            cuts.add(new Cut(way, up, passedUp + passedDown, to - from, !isAnswered()));
            switch (way) {
                case RESET -> reset();
                case END -> {
                    client.shutdownOutput();
                    server.shutdownOutput();
                }
                case SILENCE -> {
                    LockSupport.parkNanos(rest);
                    reset();
                }
                case HALF -> {
                    (up ? client : server).close();
                    LockSupport.parkNanos(rest);
                    OutputStream late = (up ? server : client).getOutputStream();
                    late.write(buffer, from, to - from);
                    if (!up) {
                        client.close(); // or it would wait for a sign of life; a server is told by the next connection
                    }
                }
            }
        }

        /** Whether the client has been given the server's greeting and its answer, two frames. */
        private synchronized boolean isAnswered() {
            int end = 0;
            for (int frame = 0; frame < 2; frame++) {
                if (beginning.position() < end + Integer.BYTES) {
                    return false;
                }
                end += Integer.BYTES + beginning.getInt(end);
            }
            return beginning.position() >= end;
        }

        void reset() {
            try (client) {
                server.close();
            } catch (IOException closed) {
                // is what was wanted
            }
        }
    }
}
