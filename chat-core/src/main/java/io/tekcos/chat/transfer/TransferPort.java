package io.tekcos.chat.transfer;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.tekcos.chat.model.TransferId;
import io.tekcos.chat.wire.TransferFrame;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What transfers need of the session that they belong to. Its event loop only. */
public interface TransferPort {

    EventLoop loop();

    /** Says something of a transfer on the session, in turn with all else, as soon as there is room for it. */
    void tell(TransferFrame frame);

    /** Who decides about offers at the moment; null if nobody does. */
    @Nullable
    OfferListener offerListener();

    /** Whether the session has a connection. */
    boolean isConnected();

    /** Whether this side opens the connections. */
    boolean opensConnections();

    /**
     * Opens a connection and attaches it to a transfer. One of the two is called, perhaps at once.
     *
     * @param onAttached takes the connection, from whose pipeline the handshake is still to be removed
     * @param onFailed told why there is none
     */
    void connect(TransferId transfer, Consumer<Channel> onAttached, Consumer<String> onFailed);

    /** Lets a transfer have what comes by a connection from now on. */
    void handOver(Channel channel, BulkHandler handler);

    /** How long an answer of the peer takes, in nanoseconds; 0 if nobody knows. */
    long roundTrip();
}
