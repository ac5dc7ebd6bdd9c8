package io.tekcos.chat.netty;

import io.tekcos.chat.model.Limits;
import io.tekcos.chat.model.SessionEvent;
import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.protocol.Proofs;
import io.tekcos.chat.wire.Ack;
import io.tekcos.chat.wire.Bytes32;
import io.tekcos.chat.wire.Frame;
import io.tekcos.chat.wire.Join;
import io.tekcos.chat.wire.PeerLimits;
import io.tekcos.chat.wire.Resume;
import io.tekcos.chat.wire.Welcome;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A server's pipelines on embedded channels, and what its listeners heard. */
final class EmbeddedServer implements AutoCloseable {

    static final Bytes32 SECRET = Bytes32.of(new byte[Bytes32.LENGTH]);

    private static final Bytes32 NONCE = Randoms.bytes32();

    final SessionAcceptor acceptor;
    final List<NettySession> begun = new ArrayList<>();
    final List<SessionEvent> heard = new ArrayList<>();
    private final List<EmbeddedStream> streams = new ArrayList<>();
    private long datagramId;
    private Consumer<NettySession> onSession = session -> session.listen(heard::add, null);

    EmbeddedServer() {
        this(Limits.builder().resume(java.time.Duration.ZERO).build());
    }

    EmbeddedServer(Limits limits) {
        acceptor = new SessionAcceptor("server", limits, session -> {
            begun.add(session);
            onSession.accept(session);
        });
    }

    /** Sets what is done with the sessions to come; without it they are listened to. */
    EmbeddedServer onSession(Consumer<NettySession> newOnSession) {
        onSession = newOnSession;
        return this;
    }

    /** A connection that was just accepted. */
    EmbeddedStream connect() throws Exception {
        return connect(EmbeddedStream.PEER);
    }

    EmbeddedStream connect(InetSocketAddress from) throws Exception {
        EmbeddedStream stream = EmbeddedStream.open(from, acceptor.streamHandler());
        streams.add(stream);
        return stream;
    }

    /** A connection with a session, its greeting and welcome taken away. */
    EmbeddedStream join() throws Exception {
        EmbeddedStream stream = connect();
        stream.receive(joinAs(streams.size()));
        for (Frame frame : stream.sent()) {
            datagramId = frame instanceof Welcome welcome ? welcome.id() : datagramId;
        }
        stream.flushes();
        return stream;
    }

    /** A connection by which somebody asks to go on with a session; whatever follows the greeting is there to be read. */
    EmbeddedStream resume(long id, long attempt, long received) throws Exception {
        EmbeddedStream stream = connect();
        stream.receive(resumeAs(id, attempt, received, (Ack) stream.sent().get(0)));
        stream.runPendingTasks(); // on the session's event loop, which the connection has moved to
        return stream;
    }

    /** The id of the datagrams of the session that {@link #join} began last. */
    long datagramId() {
        return datagramId;
    }

    /** The session that began last. */
    FramedSession session() {
        return (FramedSession) begun.get(begun.size() - 1);
    }

    static Join joinAs(long id) {
        return new Join(1, new SessionId(0, id), SECRET, "client", PeerLimits.withWindow(Limits.DEFAULTS.window()));
    }

    /** What the client of a session says to this greeting, in order to go on after what it has received. */
    static Resume resumeAs(long id, long attempt, long received, Ack greeting) {
        Resume unproven = new Resume(1, new SessionId(0, id), attempt, NONCE, received);
        return Proofs.prove(unproven, SECRET, greeting.nonce());
    }

    static Ack ack(int oldest, int newest) {
        return new Ack(oldest, newest, SECRET, 2000, PeerLimits.withWindow(Limits.DEFAULTS.window()));
    }

    @Override
    public void close() {
        streams.forEach(EmbeddedStream::finishAndReleaseAll);
    }
}
