package io.tekcos.chat.netty;

import java.util.concurrent.atomic.AtomicLong;

/** A count that one thread raises and any thread may read. */
final class Count {

    private final AtomicLong value = new AtomicLong();

    void add(long more) {
        value.setOpaque(value.getPlain() + more);
    }

    void increment() {
        add(1);
    }

    long get() {
        return value.getOpaque();
    }
}
