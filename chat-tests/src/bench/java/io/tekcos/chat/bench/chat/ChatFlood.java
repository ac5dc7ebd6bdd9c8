package io.tekcos.chat.bench.chat;

import io.tekcos.chat.bench.loop.Carrier;
import io.tekcos.chat.bench.loop.FloodLink;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A session as in the round trip by TCP, whose server is flooded. */
final class ChatFlood implements FloodLink {

    private final ChatRoundTrip roundTrip;
    private @Nullable Flood flood;

    ChatFlood(Consumer<String> farEnd) {
        roundTrip = new ChatRoundTrip(Carrier.TCP, farEnd);
    }

    @Override
    public String exchange(String text) {
        return roundTrip.exchange(text);
    }

    @Override
    public void beginFlood() {
        flood = new Flood(roundTrip.pair().server(), roundTrip.pair().near().id());
    }

    @Override
    public long endFlood() throws Exception {
        Flood ending = flood;
        flood = null;
        return ending == null ? 0 : ending.end();
    }

    @Override
    public void requireSent(long texts) {
        roundTrip.requireSent(texts);
    }

    @Override
    public void close() {
        roundTrip.close();
    }
}
