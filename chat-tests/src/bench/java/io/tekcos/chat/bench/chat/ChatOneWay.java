package io.tekcos.chat.bench.chat;

import io.tekcos.chat.bench.loop.Carrier;
import io.tekcos.chat.bench.loop.DatagramWindow;
import io.tekcos.chat.bench.loop.OneWayLink;
import java.util.function.Consumer;

/** Each text is numbered, acknowledged and kept for a replay; the sender waits while the session is not writable. */
final class ChatOneWay implements OneWayLink {

    private final Carrier carrier;
    private final ChatPair pair;

    ChatOneWay(Carrier carrier, Consumer<String> farEnd) {
        this.carrier = carrier;
        pair = new ChatPair(carrier, (session, text) -> {}, (session, text) -> farEnd.accept(text));
    }

    @Override
    public void send(String text) {
        if (carrier == Carrier.TCP && !pair.near().isWritable()) {
            ChatPair.await(pair.near().whenWritable());
        }
        pair.send(pair.near(), text);
    }

    /** The library asks for the same receive buffer as the others do, but does not tell what it was granted. */
    @Override
    public long window() {
        return carrier == Carrier.TCP ? Long.MAX_VALUE : DatagramWindow.within(DatagramWindow.RECEIVE_BUFFER);
    }

    @Override
    public void requireSent(long texts) {
        pair.requireSent(texts);
    }

    @Override
    public void close() {
        pair.close();
    }
}
