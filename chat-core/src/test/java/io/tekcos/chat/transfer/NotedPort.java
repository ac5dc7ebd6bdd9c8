package io.tekcos.chat.transfer;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import io.tekcos.chat.model.TransferId;
import io.tekcos.chat.wire.TransferFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A session that notes down what is said of transfers, and opens no connections. */
final class NotedPort implements TransferPort {

    final List<TransferFrame> told = new ArrayList<>();

    @Nullable
    OfferListener offerListener;

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final EventLoop loop;

    NotedPort() {
        loop = channel.eventLoop();
    }

    /** With an event loop of its own, for what other threads come back to. */
    NotedPort(EventLoop loop) {
        this.loop = loop;
    }

    /** Lets the event loop do what there is to do. */
    void run() {
        channel.runPendingTasks();
    }

    void close() {
        channel.finishAndReleaseAll();
    }

    @Override
    public EventLoop loop() {
        return loop;
    }

    @Override
    public void tell(TransferFrame frame) {
        told.add(frame);
    }

    @Override
    public @Nullable OfferListener offerListener() {
        return offerListener;
    }

    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public boolean opensConnections() {
        return false;
    }

    @Override
    public void connect(TransferId transfer, Consumer<Channel> onAttached, Consumer<String> onFailed) {}

    @Override
    public void handOver(Channel handed, BulkHandler handler) {
        handed.pipeline().addLast(handler);
    }

    @Override
    public long roundTrip() {
        return 0;
    }
}
