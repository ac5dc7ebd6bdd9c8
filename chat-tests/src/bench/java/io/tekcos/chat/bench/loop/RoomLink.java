package io.tekcos.chat.bench.loop;

import java.io.IOException;

/** A room of {@link #MEMBERS}, of whom one speaks and all others hear it. */
public interface RoomLink extends AutoCloseable {

    int MEMBERS = 50;

    /** Those who hear. */
    int LISTENERS = MEMBERS - 1;

    /** Says {@code text}; waits only when the strategy's own buffer is full. */
    void say(String text) throws Exception;

    /** Throws if not everybody is in the room any more. */
    void requireEverybody();

    @Override
    void close() throws IOException;
}
