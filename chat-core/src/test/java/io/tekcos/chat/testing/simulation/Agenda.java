package io.tekcos.chat.testing.simulation;

import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/** The virtual clock, and what is to happen when: by time, and at the same time in the order in which it was entered. */
final class Agenda {

    private static final int MOST_ENTRIES = 1_000_000;

    private record Entry(long time, int order, Runnable what) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            return time != other.time ? Long.compare(time, other.time) : Integer.compare(order, other.order);
        }
    }

    private final PriorityQueue<Entry> entries = new PriorityQueue<>();
    private long now;
    private int entered;

    /** Nanoseconds since the run began. */
    long now() {
        return now;
    }

    void after(long delay, Runnable what) {
        if (entered == MOST_ENTRIES) {
            throw new AssertionError("it goes round in circles: " + MOST_ENTRIES + " events, and no end");
        }
        entries.add(new Entry(now + delay, entered++, what));
    }

    void at(long time, Runnable what) {
        after(Math.max(0, time - now), what);
    }

    void runUntil(long time) {
        runUntil(() -> false, time);
        now = Math.max(now, time);
    }

    /** Runs until something is so, but not longer than to a time. */
    void runUntil(BooleanSupplier isSo, long latest) {
        for (Entry next = entries.peek();
                next != null && next.time <= latest && !isSo.getAsBoolean();
                next = entries.peek()) {
            entries.remove();
            now = next.time;
            next.what.run();
        }
    }
}
