package io.tekcos.chat.tests.session;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a client and a server's UDP port as a NAT does. It loses, holds back and doubles what it is told to, keeps a
 * record of all that came, and sends to the server from another port when told to.
 */
final class UdpRelay implements AutoCloseable {

    private static final int BUFFER = 4 * 1024 * 1024;
    private static final int LARGEST = 2048;
    private static final int TYPES = 0x100;
    private static final Executor PUMPS = task -> new Thread(task, "relay").start();

    final Lane toServer = new Lane(this::sendToServer);
    final Lane toClient = new Lane(this::sendToClient);
    private final DatagramSocket facingClient = open();
    private final InetSocketAddress server;
    private volatile DatagramSocket facingServer = open();
    private volatile @Nullable SocketAddress client;

    UdpRelay(int serverPort) {
        server = new InetSocketAddress(Pair.HOST, serverPort);
        PUMPS.execute(() -> pump(facingClient, toServer));
        PUMPS.execute(this::pumpAnswers);
    }

    /** Where the client sends to. */
    int port() {
        return facingClient.getLocalPort();
    }

    /** Where the server sees the client. */
    int outgoingPort() {
        return facingServer.getLocalPort();
    }

    /** Sends to the server from another port from now on; nobody answers at the old one. */
    void rebind() {
        DatagramSocket old = facingServer;
        facingServer = open();
        PUMPS.execute(this::pumpAnswers);
        old.close();
    }

    /** Sends to the server what the client did not send, from the client's address. */
    void forge(byte[] datagram) {
        sendToServer(datagram);
    }

    @Override
    public void close() {
        facingClient.close();
        facingServer.close();
    }

    private static DatagramSocket open() {
        try {
            DatagramSocket socket = new DatagramSocket(new InetSocketAddress(Pair.HOST, 0));
            socket.setReceiveBufferSize(BUFFER);
            return socket;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void pumpAnswers() {
        pump(facingServer, toClient);
    }

    private void pump(DatagramSocket from, Lane lane) {
        DatagramPacket packet = new DatagramPacket(new byte[LARGEST], LARGEST);
        try {
            while (true) {
                packet.setLength(LARGEST);
                from.receive(packet);
                if (lane == toServer) {
                    client = packet.getSocketAddress();
                }
                lane.take(Arrays.copyOf(packet.getData(), packet.getLength()));
            }
        } catch (IOException closed) {
            // the end
        }
    }

    private void sendToServer(byte[] datagram) {
        send(facingServer, datagram, server);
    }

    private void sendToClient(byte[] datagram) {
        SocketAddress to = client;
        if (to != null) {
            send(facingClient, datagram, to);
        }
    }

    private static void send(DatagramSocket by, byte[] datagram, SocketAddress to) {
        try {
            by.send(new DatagramPacket(datagram, datagram.length, to));
        } catch (IOException closed) {
            // lost, as datagrams are
        }
    }

    /** One way through the relay. */
    static final class Lane {

        private interface Exit {
            void send(byte[] datagram);
        }

        private final Exit exit;
        private final List<byte[]> seen = new ArrayList<>();
        private final Queue<byte[]> waiting = new ArrayDeque<>();
        private Set<Integer> held = Set.of();
        private Set<Integer> lost = Set.of();
        private int times = 1;

        private Lane(Exit exit) {
            this.exit = exit;
        }

        /** Holds datagrams of some types back until {@link #release}; others overtake them. */
        synchronized void hold(Integer... types) {
            held = Set.of(types);
        }

        /** Lets go, in their order, what was held back. */
        synchronized void release() {
            held = Set.of();
            waiting.forEach(this::pass);
            waiting.clear();
        }

        /** Loses datagrams of some types until {@link #heal}. */
        synchronized void lose(Integer... types) {
            lost = Set.of(types);
        }

        /** Loses everything until {@link #heal}. */
        synchronized void cut() {
            lost = IntStream.range(0, TYPES).boxed().collect(Collectors.toUnmodifiableSet());
        }

        synchronized void heal() {
            lost = Set.of();
        }

        /** Sends everything so many times. */
        synchronized void repeat(int newTimes) {
            times = newTimes;
        }

        /** What came so far of one type, whatever became of it. */
        synchronized List<byte[]> seen(int type) {
            return seen.stream().filter(each -> each[0] == type).toList();
        }

        /** All that came so far, whatever became of it. */
        synchronized List<byte[]> seen() {
            return List.copyOf(seen);
        }

        private synchronized void take(byte[] datagram) {
            seen.add(datagram);
            int type = datagram[0] & 0xff;
            if (held.contains(type)) {
                waiting.add(datagram);
            } else if (!lost.contains(type)) {
                pass(datagram);
            }
        }

        private void pass(byte[] datagram) {
            for (int i = 0; i < times; i++) {
                exit.send(datagram);
            }
        }
    }
}
