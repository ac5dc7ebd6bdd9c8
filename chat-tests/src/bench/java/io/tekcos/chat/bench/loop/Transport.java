package io.tekcos.chat.bench.loop;

import java.util.function.Consumer;

/**
 * What a strategy supplies: two ends in this process, joined over loopback. Each text that reaches the far end is given
 * to {@code farEnd}, always on the same thread and before it is answered.
 */
public interface Transport {

    /** The library and its version, and whatever chooses itself at run time. */
    String description();

    /** Opens two ends of which the far one sends back each text by the way it came. Called by the thread that sends. */
    default RoundTripLink openRoundTrip(Carrier carrier, Consumer<String> farEnd) throws Exception {
        throw new UnsupportedOperationException("it carries no texts");
    }

    /** Opens two ends of which the far one only receives. Called by the thread that sends. */
    default OneWayLink openOneWay(Carrier carrier, Consumer<String> farEnd) throws Exception {
        throw new UnsupportedOperationException("it carries no texts");
    }

    /** Opens a room, if the strategy has such a thing. Called by the thread that sends. */
    default RoomLink openRoom(RoomEar ear) throws Exception {
        throw new UnsupportedOperationException("it has no rooms");
    }

    /** Opens two ends as for a round trip, the far one to be flooded, if the strategy can count who is refused. */
    default FloodLink openFlood(Consumer<String> farEnd) throws Exception {
        throw new UnsupportedOperationException("it refuses nobody");
    }

    /** Opens two ends of which the far one keeps what files the near one sends, if the strategy has such a thing. */
    default FileLink openFiles() throws Exception {
        throw new UnsupportedOperationException("it sends no files");
    }

    /** Opens two ends as for a round trip by TCP, between which files travel, too. Called by the thread that sends. */
    default FileChatLink openFileChat(Consumer<String> farEnd) throws Exception {
        throw new UnsupportedOperationException("it sends no files beside texts");
    }
}
