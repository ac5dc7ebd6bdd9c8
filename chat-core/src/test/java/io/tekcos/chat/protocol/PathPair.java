package io.tekcos.chat.protocol;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.tekcos.chat.model.DropReason;
import io.tekcos.chat.model.PathChanged;
import io.tekcos.chat.model.PathState;
import io.tekcos.chat.wire.CopyDatagram;
import io.tekcos.chat.wire.Datagram;
import io.tekcos.chat.wire.TextDatagram;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Both ends of a datagram path in memory, on a clock that the test turns; a datagram takes no time. */
final class PathPair {

    static final InetSocketAddress SERVER = new InetSocketAddress("192.168.0.1", 2000);
    static final InetSocketAddress HOME = new InetSocketAddress("192.168.0.7", 5000);
    static final InetSocketAddress AWAY = new InetSocketAddress("192.168.0.8", 5001);

    private static final long STEP = MILLISECONDS.toNanos(10);

    /** The clock may have any value, and pass zero. */
    long now = MILLISECONDS.toNanos(-2000);

    final End client = new End(new ClientBinding(BindingDance.ID, Keys.SECRET, now));
    final End server = new End(new ServerBinding(BindingDance.ID, Keys.SECRET, new Cookies(Keys.NONCE), now));
    InetSocketAddress clientAddress = HOME;
    boolean cutToServer;
    boolean cutToClient;
    boolean clientRuns = true;
    boolean serverRuns = true;

    /** One end: what it decided, and what is on its way from it. */
    static final class End implements DatagramPath.Carrier {
        final DatagramPath path;
        final List<PathChanged> changes = new ArrayList<>();
        final List<Datagram> sent = new ArrayList<>();
        final List<String> texts = new ArrayList<>();
        final List<DropReason> dropped = new ArrayList<>();
        int received;
        int renewals;
        private final Queue<Outgoing> outgoing = new ArrayDeque<>();

        private record Outgoing(Datagram datagram, @Nullable InetSocketAddress to) {}

        End(Binding binding) {
            path = new DatagramPath(binding, this);
        }

        @Override
        public void send(Datagram datagram, @Nullable InetSocketAddress to) {
            sent.add(datagram);
            outgoing.add(new Outgoing(datagram, to));
        }

        @Override
        public void onText(TextDatagram text) {
            texts.add(text.text());
        }

        @Override
        public void onCopy(CopyDatagram copy, long now) {
            texts.add(copy.position() + " " + copy.text());
        }

        @Override
        public void onChange(PathState state, String why) {
            changes.add(new PathChanged(state, why));
        }

        @Override
        public void onDropped(DropReason reason) {
            dropped.add(reason);
        }

        @Override
        public void onReceived() {
            received++;
        }

        @Override
        public void renewSocket() {
            renewals++;
        }

        void say(String text) {
            long number = path.nextNumber();
            send(new TextDatagram(path.id(), number, number, 0, text), path.peer());
        }
    }

    /** Both have a socket. */
    void begin() {
        client.path.begin(now);
        server.path.begin(now);
    }

    /** Lets so much time pass, with a look at the clock every 10 ms. */
    void passMillis(long millis) {
        long end = now + MILLISECONDS.toNanos(millis);
        for (; now - end < 0; now += STEP) {
            turn();
        }
        turn();
    }

    /** What either has to do now is done, and what it says is heard. */
    void turn() {
        if (clientRuns) {
            client.path.poll(now);
        }
        if (serverRuns) {
            server.path.poll(now);
        }
        while (!client.outgoing.isEmpty() || !server.outgoing.isEmpty()) {
            carryToServer();
            carryToClient();
        }
    }

    private void carryToServer() {
        End.Outgoing next = client.outgoing.poll();
        if (next != null && !cutToServer && serverRuns) {
            server.path.onDatagram(next.datagram(), sizeOf(next.datagram()), clientAddress, now);
        }
    }

    private void carryToClient() {
        End.Outgoing next = server.outgoing.poll();
        if (next != null && !cutToClient && clientRuns && clientAddress.equals(next.to())) {
            client.path.onDatagram(next.datagram(), sizeOf(next.datagram()), SERVER, now);
        }
    }

    static int sizeOf(Datagram datagram) {
        ByteBuf out = Unpooled.buffer();
        datagram.write(out);
        return out.readableBytes();
    }
}
