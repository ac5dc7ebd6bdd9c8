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
    private final StreamNet streams;
    private final House house;
    private final Outbox outbox;
    private final Reaper reaper;
    private final Stranger stranger;
    private final Burglar burglar;
    private final Shipper shipper;
    private boolean hurried;
    private Side client;
    private Side server;
    private Caller caller;
    private Consumer<Side> onBegun = side -> {};

    World(long seed, boolean traced) {
        dice = new Dice(seed);
        trace = new Trace(agenda, traced);
        scenario = new Scenario(dice.split());
        net = new DatagramNet(this);
        toServer = new Ledger(
                "client to server",
                scenario.serverWindow,
                happenings,
                scenario.outbox,
                Happening.REPEATED_TO_ANOTHER_SESSION);
        toClient = new Ledger(
                "server to client", scenario.clientWindow, happenings, false, Happening.REPEATED_TO_A_NEW_PROCESS);
        client = Side.client(this);
        server = Side.server(this, new Loop(agenda, dice.split()));
        streams = new StreamNet(this);
        house = new House(this);
        outbox = new Outbox(this);
        reaper = new Reaper(this);
        caller = new Caller(this);
        stranger = new Stranger(this);
        burglar = new Burglar(this);
        shipper = new Shipper(this, new Dice(~seed));
    }

    /** Sets what takes a side as soon as its session stands. */
    void whenBegun(Consumer<Side> newOnBegun) {
        onBegun = newOnBegun;
    }

    void onBegun(Side side) {
        onBegun.accept(side);
    }

    /** Another process takes the place of the client's. */
    Side beginClient() {
        client = Side.client(this);
        hurryOn(client);
        return client;
    }

    /** Another session takes the place of the server's, in the same process or in another. */
    void beginServer(Loop loop) {
        server = Side.server(this, loop);
        hurryOn(server);
        toClient.onSenderGone();
        toServer.onOtherListener();
    }

    /** Whoever listens is quick from now on. */
    void hurry() {
        hurried = true;
        hurryOn(client);
        hurryOn(server);
    }

    private void hurryOn(Side side) {
        if (hurried) {
            side.inbox().hurry();
        }
    }

    /** Whoever holds the client's session calls from now on. */
    void callBy(Caller newCaller) {
        caller = newCaller;
    }

    Outbox outbox() {
        return outbox;
    }

    Reaper reaper() {
        return reaper;
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

    Shipper shipper() {
        return shipper;
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
