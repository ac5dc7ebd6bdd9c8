package io.tekcos.chat.tests.session;

import io.tekcos.chat.ChatClient;
import io.tekcos.chat.ChatServer;
import io.tekcos.chat.Room;
import io.tekcos.chat.Session;
import io.tekcos.chat.model.SessionId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** A server on loopback that keeps a room, its guests, and what each end heard. */
final class Hall implements AutoCloseable {

    final Heard atHost = new Heard();
    final Room room = new Room("host");
    final ChatServer server;
    private final Map<SessionId, Session> accepted = new ConcurrentHashMap<>();
    private final List<Guest> guests = new CopyOnWriteArrayList<>();

    /** A member, seen from its own end. */
    record Guest(Session session, Heard heard) {

        /** What the room calls it. */
        String name() {
            return session.members().get(0).name();
        }

        /** Waits until it knows of so many members, itself among them. */
        Guest knows(int members) {
            Waiting.until("it knows of " + members, () -> session.members().size() == members);
            return this;
        }
    }

    Hall() {
        this(builder -> builder);
    }

    Hall(UnaryOperator<ChatServer.Builder> forServer) {
        server = forServer
                .apply(Pair.serverBuilder().name("host").onSession(session -> {
                    accepted.put(session.id(), session);
                    session.listen(atHost);
                    room.join(session);
                }))
                .start();
    }

    Guest join(String name) {
        return join(name, server.tcpPort(), builder -> builder);
    }

    /** Somebody comes, by a port that leads to the server's. */
    Guest join(String name, int tcpPort, UnaryOperator<ChatClient.Builder> forClient) {
        Heard heard = new Heard();
        ChatClient.Builder builder = ChatClient.builder().name(name).listener(heard);
        Guest guest = new Guest(forClient.apply(builder).connect(Pair.HOST, tcpPort), heard);
        guests.add(guest);
        Waiting.until(name + " knows its name", () -> !guest.session().members().isEmpty());
        return guest;
    }

    /** The server's end of a guest's session. */
    Session accepted(Guest guest) {
        Session session = accepted.get(guest.session().id());
        if (session == null) {
            throw new AssertionError("nobody of that id was accepted");
        }
        return session;
    }

    /** Waits until everybody can send by UDP, and be sent to. */
    void udpUp(Guest... these) {
        for (Guest guest : these) {
            Waiting.get(guest.session().whenUdpUp());
            Waiting.get(accepted(guest).whenUdpUp());
        }
    }

    @Override
    public void close() {
        guests.forEach(guest -> guest.session().closeNow());
        server.closeNow();
    }
}
