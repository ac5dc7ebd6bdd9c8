package io.tekcos.chat.netty;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.tekcos.chat.model.JournalException;
import io.tekcos.chat.model.TransferId;
import io.tekcos.chat.transfer.BulkHandler;
import io.tekcos.chat.transfer.OfferListener;
import io.tekcos.chat.transfer.TransferDesk;
import io.tekcos.chat.transfer.TransferPort;
import io.tekcos.chat.wire.Forgotten;
import io.tekcos.chat.wire.Frame;
import io.tekcos.chat.wire.TransferFrame;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a session does for its transfers: says what they say in turn with all else, and opens their connections. Event loop only. */
final class SessionTransfers implements TransferPort {

    private final FramedSession session;
    private final Lifeline lifeline;
    private final TransferDesk desk;
    private final Queue<Frame> untold = new ArrayDeque<>();

    SessionTransfers(FramedSession session, Lifeline lifeline) {
        this.session = session;
        this.lifeline = lifeline;
        desk = new TransferDesk(this);
    }

    TransferDesk desk() {
        return desk;
    }

    @Override
    public EventLoop loop() {
        return session.eventLoop();
    }

    @Override
    public void tell(TransferFrame frame) {
        untold.add(frame);
        tellAll();
    }

    /** This process knows nothing of what another one before it was at in this session. */
    void forget() {
        untold.add(new Forgotten());
        tellAll();
    }

    /** The session goes on as another, to which nothing of this is to be said. */
    void endAll() {
        untold.clear();
        desk.endAll("the session goes on as another");
    }

    /** There may be room again for what waits. */
    void tellAll() {
        try {
            for (Frame next = untold.peek(); next != null && session.tell(next.toBytes()); next = untold.peek()) {
                untold.remove();
            }
        } catch (JournalException broken) {
            untold.clear();
            desk.endAll("the session's outbox takes nothing: " + broken.getMessage());
        }
    }

    @Override
    public @Nullable OfferListener offerListener() {
        return session.offerListener();
    }

    @Override
    public boolean isConnected() {
        return session.isConnected();
    }

    @Override
    public boolean opensConnections() {
        return lifeline.opensConnections();
    }

    @Override
    public void connect(TransferId transfer, Consumer<Channel> onAttached, Consumer<String> onFailed) {
        lifeline.attach(transfer, onAttached, onFailed);
    }

    @Override
    public void handOver(Channel channel, BulkHandler handler) {
        Pipelines.attach(channel, handler);
    }

    @Override
    public long roundTrip() {
        return session.stream().roundTrip().smoothed().toNanos();
    }
}
