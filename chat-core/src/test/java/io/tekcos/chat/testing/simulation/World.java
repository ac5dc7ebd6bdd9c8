package io.tekcos.chat.testing.simulation;

import java.util.function.Consumer;

/** The two sides, what is between them, and who keeps the books. */
final class World {

    private final Dice dice;
    private final Agenda agenda = new Agenda();
    private final Happenings happenings = new Happenings();
    private final Trace trace;
    private final Scenario scenario;
    private final DatagramNet net;
    private final Doorkeeper doorkeeper = new Doorkeeper(this);
    private final Ledger toServer;
    private final Ledger toClient;
    private final Side client;
    private final Side server;
    private final StreamNet streams;
    private final House house;
    private final Caller caller;
    private final Stranger stranger;
    private final Burglar burglar;
    private Consumer<Side> onBegun = side -> {};

    World(long seed, boolean traced) {
        dice = new Dice(seed);
        trace = new Trace(agenda, traced);
        scenario = new Scenario(dice.split());
        net = new DatagramNet(this);
        toServer = new Ledger("client to server", scenario.serverWindow, happenings);
        toClient = new Ledger("server to client", scenario.clientWindow, happenings);
        client = new Side("client", this, scenario.clientAway, toServer, toClient);
        server = new Side("server", this, scenario.serverAway, toClient, toServer);
        streams = new StreamNet(this);
        house = new House(this);
        caller = new Caller(this);
        stranger = new Stranger(this);
        burglar = new Burglar(this);
    }

    /** Sets what takes a side as soon as its session stands. */
    void whenBegun(Consumer<Side> newOnBegun) {
        onBegun = newOnBegun;
    }

    void onBegun(Side side) {
        onBegun.accept(side);
    }

    Dice dice() {
        return dice;
    }

    Agenda agenda() {
        return agenda;
    }

    Happenings happenings() {
        return happenings;
    }

    Trace trace() {
        return trace;
    }

    Scenario scenario() {
        return scenario;
    }

    DatagramNet net() {
        return net;
    }

    Doorkeeper doorkeeper() {
        return doorkeeper;
    }

    Ledger toServer() {
        return toServer;
    }

    Ledger toClient() {
        return toClient;
    }

    Side client() {
        return client;
    }

    Side server() {
        return server;
    }

    StreamNet streams() {
        return streams;
    }

    House house() {
        return house;
    }

    Caller caller() {
        return caller;
    }

    Stranger stranger() {
        return stranger;
    }

    Burglar burglar() {
        return burglar;
    }

    /** Whether both sides have a connection. */
    boolean isSound() {
        return client.isConnected() && server.isConnected();
    }

    /** Whether a side has datagrams of an id; the client's binding looks for itself. */
    boolean knows(Side side, long id) {
        return side == client || house.knowsDatagrams(id);
    }
}
