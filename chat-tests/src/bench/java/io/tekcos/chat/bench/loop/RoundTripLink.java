package io.tekcos.chat.bench.loop;

import java.io.IOException;

/** Two ends of which the far one echoes. */
public interface RoundTripLink extends AutoCloseable {

    /** Sends {@code text} and blocks until its echo is here. */
    String exchange(String text) throws Exception;

    /** Throws if the strategy's own counters tell otherwise than that it has sent {@code texts} by now, all as meant. */
    default void requireSent(long texts) {}

    @Override
    void close() throws IOException;
}
