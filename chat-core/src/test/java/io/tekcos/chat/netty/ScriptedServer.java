package io.tekcos.chat.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.tekcos.chat.protocol.Proofs;
import io.tekcos.chat.wire.Ack;
import io.tekcos.chat.wire.Bytes32;
import io.tekcos.chat.wire.Epitaph;
import io.tekcos.chat.wire.Frame;
import io.tekcos.chat.wire.FrameParser;
import io.tekcos.chat.wire.Join;
import io.tekcos.chat.wire.PeerLimits;
import io.tekcos.chat.wire.Resume;
import io.tekcos.chat.wire.Resumed;
import io.tekcos.chat.wire.Welcome;
import io.tekcos.chat.wire.WireException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** A server that a test plays, one frame after the other, on a socket. */
final class ScriptedServer implements AutoCloseable {

    private static final int LIMIT_MILLIS = 60_000; // only a failure waits for it

    private final ServerSocket listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final List<Connection> connections = new ArrayList<>();
    private Bytes32 secret = EmbeddedServer.SECRET;

    ScriptedServer() throws IOException {
        listening.setSoTimeout(LIMIT_MILLIS);
    }

    InetSocketAddress address() {
        return (InetSocketAddress) listening.getLocalSocketAddress();
    }

    /** The next connection, which has been greeted. */
    Connection accept(int udpPort) throws IOException {
        Connection connection = new Connection(listening.accept(), udpPort);
        connections.add(connection);
        connection.send(connection.greeting);
        return connection;
    }

    Connection accept() throws IOException {
        return accept(0);
    }

    /** The next connection, whose client has joined. */
    Connection acceptSession(int udpPort) throws IOException {
        Connection connection = accept(udpPort);
        connection.join();
        connection.send(new Welcome(1, "scripted"));
        return connection;
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Connection connection : connections) {
            connection.close();
        }
    }

    /** One connection, seen from the server. */
    final class Connection {

        final Ack greeting;
        private final Socket socket;
        private final FrameParser parser = new FrameParser();
        private final Queue<Frame> frames = new ArrayDeque<>();

        private Connection(Socket socket, int udpPort) throws IOException {
            this.socket = socket;
            socket.setSoTimeout(LIMIT_MILLIS);
            greeting = new Ack(1, 1, Randoms.bytes32(), udpPort, PeerLimits.withWindow(1 << 20));
            parser.handshakeOver();
        }

        /** The client's port. */
        int port() {
            return socket.getPort();
        }

        void send(Frame... all) throws IOException {
            socket.getOutputStream().write(Bytes.of(all));
        }

        Join join() throws IOException {
            Join join = (Join) read();
            secret = join.secret();
            return join;
        }

        Resume resume() throws IOException {
            return (Resume) read();
        }

        boolean isProven(Resume resume) {
            return resume.equals(Proofs.prove(resume, secret, greeting.nonce()));
        }

        /** Goes on with the session, and repeats some frames at once; the last before them is what the client says it has. */
        void goOn(Resume resume, long received, Frame... repeated) throws IOException {
            Resumed answer = new Resumed(2, received, resume.received() + repeated.length, "scripted");
            List<Frame> all = new ArrayList<>(List.of(repeated));
            all.add(0, Proofs.prove(answer, secret, greeting.nonce(), resume.nonce()));
            send(all.toArray(Frame[]::new));
        }

        Epitaph epitaph(Resume resume, long acknowledged, boolean exact) {
            return Proofs.prove(new Epitaph(acknowledged, exact), secret, greeting.nonce(), resume.nonce());
        }

        /** The next frame that is of this type. */
        <F extends Frame> F next(Class<F> type) throws IOException {
            Frame frame = read();
            while (!type.isInstance(frame)) {
                frame = read();
            }
            return type.cast(frame);
        }

        Frame read() throws IOException {
            Frame frame = readOrEnd();
            if (frame == null) {
                throw new IOException("the client has closed the connection");
            }
            return frame;
        }

        /** Waits until the client closes the connection. */
        void awaitEnd() throws IOException {
            while (readOrEnd() != null) {}
        }

        private @Nullable Frame readOrEnd() throws IOException {
            byte[] buffer = new byte[4096];
            while (frames.isEmpty()) {
                int count = socket.getInputStream().read(buffer);
                if (count < 0) {
                    return null;
                }
                feed(Unpooled.wrappedBuffer(buffer, 0, count));
            }
            return frames.remove();
        }

        private void feed(ByteBuf bytes) {
            try {
                parser.feed(bytes, new FrameParser.Scratch(), (frame, size) -> frames.add(frame));
            } catch (WireException e) {
                throw new AssertionError("what the client said is no frame", e);
            }
        }

        void close() throws IOException {
            socket.close();
        }
    }
}
