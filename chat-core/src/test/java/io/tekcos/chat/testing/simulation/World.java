package io.tekcos.chat.testing.simulation;

import io.tekcos.chat.protocol.ClientBinding;
import io.tekcos.chat.protocol.Cookies;
import io.tekcos.chat.protocol.ServerBinding;
import io.tekcos.chat.wire.Bytes32;

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
    private final Stranger stranger;

    World(long seed, boolean traced) {
        dice = new Dice(seed);
        trace = new Trace(agenda, traced);
        scenario = new Scenario(dice.split());
        net = new DatagramNet(this);
        toServer = new Ledger("client to server", scenario.serverWindow, happenings);
        toClient = new Ledger("server to client", scenario.clientWindow, happenings);
        long id = dice.any();
        Bytes32 secret = dice.bytes32();
        long now = scenario.clockStart;
        Cookies cookies = new Cookies(dice.bytes32());
        client = new Side("client", this, new ClientBinding(id, secret, now), toServer, toClient);
        server = new Side("server", this, new ServerBinding(id, secret, cookies, now), toClient, toServer);
        connect();
        stranger = new Stranger(this, id);
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

    /** Whether neither side has ended. */
    boolean isAlive() {
        return client.ended() == null && server.ended() == null;
    }

    Stranger stranger() {
        return stranger;
    }

    private void connect() {
        connect(client, server);
        connect(server, client);
    }

    private void connect(Side from, Side to) {
        from.socket().connect(new Pipe(agenda, dice.split(), scenario, to.loop(), from.socket()), to.socket());
    }
}
