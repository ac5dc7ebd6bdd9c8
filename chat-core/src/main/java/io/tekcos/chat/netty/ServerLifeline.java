package io.tekcos.chat.netty;

import io.netty.channel.Channel;
import io.tekcos.chat.model.Reconnecting;
import io.tekcos.chat.model.RefusalCode;
import io.tekcos.chat.model.TransferId;
import io.tekcos.chat.protocol.Fence;
import io.tekcos.chat.protocol.Tombstones.Tombstone;
import io.tekcos.chat.wire.Bytes32;
import io.tekcos.chat.wire.Resume;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A server's hold on a session of its own: waits for the client to come back, and remembers how far it had come. */
final class ServerLifeline implements Lifeline {

    private final SessionAcceptor acceptor;
    private final Bytes32 secret;
    private final Duration away;
    private final Fence fence;
    private volatile @Nullable AcceptedSession session;
    private boolean isBeingTakenOver;

    /**
     * Creates one.
     *
     * @param attempt the latest attempt to resume that the session's own connection has seen
     * @param away how long the session waits
     */
    ServerLifeline(SessionAcceptor acceptor, Bytes32 secret, long attempt, Duration away) {
        this.acceptor = acceptor;
        this.secret = secret;
        this.away = away;
        fence = new Fence(attempt);
    }

    /** The session that is made; before anybody can find it. */
    void hold(AcceptedSession made) {
        session = made;
    }

    /** The session has a connection, the first or another, whose datagrams have this id. */
    void onConnected(AcceptedSession connected) {
        session = connected;
        acceptor.registry().addDatagrams(connected);
    }

    /** The session's connection, if it has one, is given up for another one that is there. */
    void giveUpConnection() {
        isBeingTakenOver = true;
        session().dropConnection("its client has come by another connection");
        isBeingTakenOver = false;
    }

    FramedSession session() {
        return held().session();
    }

    /** What proves that somebody is the session's client. Any thread. */
    Bytes32 secret() {
        return secret;
    }

    /** Judges an attempt to go on with the session. */
    @Nullable
    RefusalCode judge(Resume resume) {
        return fence.judge(resume, session().stream(), session().now());
    }

    /** What is known of how far the session has come. */
    Tombstone tombstone() {
        return new Tombstone(secret, session().stream().heard(), true);
    }

    @Override
    public void onDetached(String why) {
        FramedSession detached = session();
        acceptor.registry().removeDatagrams(held());
        if (!isBeingTakenOver) { // nobody who waits has to make room for it
            acceptor.onDetached(detached);
        }
        detached.inbox().onEvent(new Reconnecting(0, away, why));
    }

    @Override
    public void onEnded() {
        acceptor.registry().removeDatagrams(held());
        session().inbox().stopKeeping();
        acceptor.onEnded(session());
    }

    @Override
    public boolean opensConnections() {
        return false;
    }

    @Override
    public void attach(TransferId transfer, Consumer<Channel> onAttached, Consumer<String> onFailed) {
        throw new IllegalStateException("the client opens the connections");
    }

    @Override
    public void onSettled() {
        acceptor.bury(session(), tombstone());
    }

    private AcceptedSession held() {
        return Objects.requireNonNull(session, "held from its beginning on");
    }
}
