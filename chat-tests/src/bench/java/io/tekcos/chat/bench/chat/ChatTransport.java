package io.tekcos.chat.bench.chat;

import io.tekcos.chat.bench.loop.Carrier;
import io.tekcos.chat.bench.loop.FileChatLink;
import io.tekcos.chat.bench.loop.FileLink;
import io.tekcos.chat.bench.loop.FloodLink;
import io.tekcos.chat.bench.loop.OneWayLink;
import io.tekcos.chat.bench.loop.RoomEar;
import io.tekcos.chat.bench.loop.RoomLink;
import io.tekcos.chat.bench.loop.RoundTripLink;
import io.tekcos.chat.bench.loop.Transport;
import java.util.Locale;
import java.util.function.Consumer;

/** The library of this project, by its public API alone. */
public final class ChatTransport implements Transport {

    @Override
    public String description() {
        return "chat-core, " + io.tekcos.chat.netty.Transport.best().name().toLowerCase(Locale.ROOT);
    }

    @Override
    public RoundTripLink openRoundTrip(Carrier carrier, Consumer<String> farEnd) {
        return new ChatRoundTrip(carrier, farEnd);
    }

    @Override
    public OneWayLink openOneWay(Carrier carrier, Consumer<String> farEnd) {
        return new ChatOneWay(carrier, farEnd);
    }

    @Override
    public RoomLink openRoom(RoomEar ear) {
        return new ChatRoom(ear);
    }

    @Override
    public FloodLink openFlood(Consumer<String> farEnd) {
        return new ChatFlood(farEnd);
    }

    @Override
    public FileLink openFiles() {
        return new ChatFiles();
    }

    @Override
    public FileChatLink openFileChat(Consumer<String> farEnd) {
        return new ChatFileChat(farEnd);
    }
}
