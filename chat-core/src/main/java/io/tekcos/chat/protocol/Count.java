package io.tekcos.chat.protocol;

import java.util.concurrent.atomic.AtomicLong;

/** A count that one thread raises and any thread may read. */
public final class Count {

    private final AtomicLong value = new AtomicLong();

    public void add(long more) {
        value.setOpaque(value.getPlain() + more);
    }

    public void increment() {
        add(1);
    }

    public long get() {
        return value.getOpaque();
    }
}
