package io.tekcos.chat.netty;

import io.netty.channel.Channel;
import io.tekcos.chat.model.TransferId;
import java.util.function.Consumer;

/** Takes care that a session gets another connection when one is lost. Event loop only. */
interface Lifeline {

    /** The session's connection is lost. */
    void onDetached(String why);

    /** The session is over. */
    void onEnded();

    /** Whether further connections are opened from this side. */
    boolean opensConnections();

    /**
     * Opens a connection, and attaches it to a transfer; one of the two is called. Only where connections are opened from this side.
     */
    void attach(TransferId transfer, Consumer<Channel> onAttached, Consumer<String> onFailed);

    /** The session is over, and its listener has had whatever it will ever have of the stream. */
    default void onSettled() {}
}
