package io.tekcos.chat.bench.loop;

import java.io.IOException;

/** Two ends of which the far one only receives. */
public interface OneWayLink extends AutoCloseable {

    /** Sends {@code text}; waits only when the strategy's own buffer is full. */
    void send(String text) throws Exception;

    /** Sends what {@link #send} still holds back. */
    default void flush() throws Exception {}

    /** How many texts may be on their way at once; a stream bounds them itself. */
    default long window() throws Exception {
        return Long.MAX_VALUE;
    }

    /** Throws if the strategy's own counters tell otherwise than that it has sent {@code texts} by now, all as meant. */
    default void requireSent(long texts) {}

    @Override
    void close() throws IOException;
}
