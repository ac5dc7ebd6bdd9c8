package io.tekcos.chat.netty;

import io.netty.channel.Channel;
import io.tekcos.chat.model.TransferId;
import java.util.function.Consumer;

/** Of a session that ends with its connection. */
final class NoLifeline implements Lifeline {

    @Override
    public void onDetached(String why) {
        throw new AssertionError("a session that waits for nothing is detached");
    }

    @Override
    public void onEnded() {}

    @Override
    public boolean opensConnections() {
        return false;
    }

    @Override
    public void attach(TransferId transfer, Consumer<Channel> onAttached, Consumer<String> onFailed) {
        throw new IllegalStateException("no connection is opened from here");
    }
}
