package io.tekcos.chat.testing.simulation;

import io.tekcos.chat.wire.Bind;
import io.tekcos.chat.wire.Datagram;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Carries datagrams between the client, whose address changes, the server, and whoever listens in. */
final class DatagramNet {

    static final InetSocketAddress SERVER = address(1, 2000);
    static final InetSocketAddress STRANGER = address(66, 6666);

    private static final int CAPTURED = 64;
    private static final int KEPT = 24;

    private final World world;
    private final Dice dice;
    private final Lane toServer;
    private final Lane toClient;
    private final List<Packet> captured = new ArrayList<>();
    private final List<Packet> capturedBinds = new ArrayList<>();
    private InetSocketAddress clientAddress = address(2, 40_000);
    private int addresses;
    private boolean socketLeadsNowhere;
    private byte @Nullable [] forStranger;

    DatagramNet(World world) {
        this.world = world;
        dice = world.dice().split();
        toServer = new Lane(world);
        toClient = new Lane(world);
    }

    Lane toServer() {
        return toServer;
    }

    Lane toClient() {
        return toClient;
    }

    InetSocketAddress clientAddress() {
        return clientAddress;
    }

    void send(Side by, Datagram datagram, byte[] bytes, @Nullable InetSocketAddress to) {
        if (by == world.server()) {
            Packet packet = new Packet(bytes, SERVER, Objects.requireNonNull(to));
            capture(packet, datagram);
            toClient.carry(packet, datagram, this::arrive);
        } else if (!socketLeadsNowhere) {
            Packet packet = new Packet(bytes, clientAddress, SERVER);
            capture(packet, datagram);
            toServer.carry(packet, datagram, this::arrive);
        }
    }

    /** Brings a datagram that somebody else has sent, under whatever address. */
    void inject(Packet packet) {
        world.agenda().after(dice.between(1_000L, 1_000_000L), () -> arrive(packet));
    }

    /** The client is seen at another address from now on, and does not know. */
    void moveClient() {
        addresses++;
        clientAddress = address(2 + addresses % 3, 40_000 + addresses);
        world.happenings().add(Happening.CLIENT_MOVED);
        world.trace().add("net", "the client is at " + clientAddress);
    }

    /** The client is in another network; only a new socket leads anywhere. */
    void killSocket() {
        socketLeadsNowhere = true;
        world.happenings().add(Happening.SOCKET_DIED);
        world.trace().add("net", "the client's socket leads nowhere any more");
    }

    boolean canRenew(Side side) {
        return side == world.client();
    }

    /** The client has closed its socket. */
    void closeSocket() {
        socketLeadsNowhere = true;
    }

    void renewSocket() {
        openSocket();
        world.happenings().add(Happening.SOCKET_RENEWED);
        world.trace().add("net", "the client has a new socket, " + clientAddress);
    }

    /** The client has a socket, the first by a connection. */
    void openSocket() {
        socketLeadsNowhere = false;
        addresses++;
        clientAddress = address(2, 50_000 + addresses % 10_000);
    }

    /** One of the datagrams that were sent, or null. */
    @Nullable
    Packet anyCaptured(boolean bind) {
        List<Packet> from = bind ? capturedBinds : captured;
        return from.isEmpty() ? null : from.get(dice.between(0, from.size() - 1));
    }

    /** What the stranger got last, or null. */
    byte @Nullable [] forStranger() {
        return forStranger;
    }

    private void capture(Packet packet, Datagram datagram) {
        if (world.scenario().attacked) {
            if (datagram instanceof Bind) {
                capturedBinds.add(packet);
            }
            if (captured.size() < CAPTURED) {
                captured.add(packet);
            } else {
                captured.set(dice.between(KEPT, CAPTURED - 1), packet);
            }
        }
    }

    private void arrive(Packet packet) {
        if (packet.to().equals(SERVER)) {
            world.server().arrive(packet);
        } else if (packet.to().equals(STRANGER)) {
            forStranger = packet.bytes();
        } else if (packet.to().equals(clientAddress) && !socketLeadsNowhere) {
            world.client().arrive(packet);
        } else {
            world.happenings().add(Happening.SENT_TO_OLD_ADDRESS);
        }
    }

    private static InetSocketAddress address(int host, int port) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) host}), port);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
