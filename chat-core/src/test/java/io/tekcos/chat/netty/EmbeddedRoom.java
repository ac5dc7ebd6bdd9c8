package io.tekcos.chat.netty;

import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.Message;
import io.tekcos.chat.model.SessionEvent;
import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.wire.Datagram;
import io.tekcos.chat.wire.Frame;
import io.tekcos.chat.wire.Join;
import io.tekcos.chat.wire.PeerLimits;
import io.tekcos.chat.wire.Welcome;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A room on embedded channels, its host's listener, and the far ends of its members. */
final class EmbeddedRoom implements AutoCloseable {

    final NettyRoom room = new NettyRoom("host");
    private final List<SessionEvent> heard = new ArrayList<>();
    private final List<Guest> guests = new ArrayList<>();
    private final EmbeddedServer server;
    private final EmbeddedDatagrams udp;
    private @Nullable Executor executor;

    /** The client of a member: what it sends and what it gets. */
    final class Guest {

        final EmbeddedStream stream;
        final FramedSession session;
        final long datagramId;
        private final InetSocketAddress address;
        private final List<Frame> untold;
        private long lastNumber;

        private Guest(EmbeddedStream stream, FramedSession session, List<Frame> greeting, int port) {
            this.stream = stream;
            this.session = session;
            datagramId = ((Welcome) greeting.get(0)).id();
            address = new InetSocketAddress("192.0.2.7", port);
            untold = new ArrayList<>(greeting.subList(1, greeting.size()));
        }

        /** Has its UDP path come up. */
        Guest bind() {
            lastNumber += 2;
            udp.bind(datagramId, EmbeddedServer.SECRET, address, lastNumber);
            udp.sent();
            return this;
        }

        long nextNumber() {
            return ++lastNumber;
        }

        void says(Frame... frames) {
            stream.receive(frames);
        }

        void says(Datagram datagram) {
            udp.receive(datagram, address);
        }

        /** The frames that it got since the last call. */
        List<Frame> gets() {
            List<Frame> frames = new ArrayList<>(untold);
            untold.clear();
            frames.addAll(stream.sent());
            return frames;
        }

        /** The datagrams among these that it got. */
        List<Datagram> gets(List<EmbeddedDatagrams.Sent> sent) {
            return sent.stream()
                    .filter(one -> address.equals(one.to()))
                    .map(EmbeddedDatagrams.Sent::datagram)
                    .toList();
        }
    }

    EmbeddedRoom() throws Exception {
        this(Limits.builder().resume(java.time.Duration.ZERO).build());
    }

    EmbeddedRoom(Limits limits) throws Exception {
        server = new EmbeddedServer(limits);
        udp = EmbeddedDatagrams.ofServer(server.acceptor.datagramHandler());
        server.onSession(session -> {
            session.listen(heard::add, executor);
            room.join(session);
        });
    }

    /** Where the host's listener hears those who come from now on. */
    EmbeddedRoom listeningOn(Executor newExecutor) {
        executor = newExecutor;
        return this;
    }

    /** Somebody comes. */
    Guest join(String name) throws Exception {
        return join(name, Limits.DEFAULTS.window());
    }

    /** Somebody comes who takes so many bytes unacknowledged. */
    Guest join(String name, int window) throws Exception {
        EmbeddedStream stream = server.connect();
        stream.sent();
        int count = server.begun.size() + 1;
        PeerLimits limits = PeerLimits.withWindow(window);
        stream.receive(new Join(1, new SessionId(0, count), EmbeddedServer.SECRET, name, limits));
        Guest guest = new Guest(stream, server.session(), stream.sent(), 50_000 + count);
        guests.add(guest);
        return guest;
    }

    /** A connection by which the client of a member asks to go on after what it has received. */
    EmbeddedStream resume(Guest guest, long received) throws Exception {
        return server.resume(guest.session.id().low(), 1, received);
    }

    /** What was sent by UDP since the last call, to whomever. */
    List<EmbeddedDatagrams.Sent> datagrams() {
        guests.forEach(guest -> guest.stream.runPendingTasks());
        return udp.sent();
    }

    /** The messages that the host's listener has had. */
    List<Message> messages() {
        return heard.stream()
                .filter(Message.class::isInstance)
                .map(Message.class::cast)
                .toList();
    }

    @Override
    public void close() {
        server.close();
        udp.finishAndReleaseAll();
    }
}
