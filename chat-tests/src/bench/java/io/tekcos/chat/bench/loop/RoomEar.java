package io.tekcos.chat.bench.loop;

/** Takes each text that reaches one of a room's listeners, of one listener always on the same thread. */
@FunctionalInterface
public interface RoomEar {

    /** Listeners are numbered from 0. */
    void hear(int listener, String text);
}
