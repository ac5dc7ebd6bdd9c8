package io.tekcos.chat.protocol;

import io.tekcos.chat.model.Fault;
import io.tekcos.chat.model.Fault.Direction;
import io.tekcos.chat.model.Fault.Kind;
import io.tekcos.chat.model.Impairment;
import io.tekcos.chat.model.Via;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a bad datagram path: takes each datagram, and gives back those that arrive, when they do.
 *
 * <pre>
 *  offer --&gt; cut, loss, bursts --&gt; limited rate --&gt; delay, jitter --&gt; [held back] --&gt; poll
 *                                                                         copies -----^
 * </pre>
 *
 * What happens depends on the settings, the seed and the offers with their times alone, never on when somebody polls. Every
 * kind of chance has a stream of its own, from which each datagram draws, whatever becomes of it. {@code now} is in
 * nanoseconds on any clock that does not go back. Not safe for use by several threads.
 *
 * @param <D> a datagram
 */
public final class DatagramFaults<D> {

    private static final long LONGEST_HOLD = 50_000_000;
    private static final long COPY_LAG = 5_000_000;
    private static final int MEMORY = 32 * 1024 * 1024;
    private static final int MEMORY_OVERHEAD = 512; // a small datagram's buffer and places in queues
    private static final long NEVER = Long.MAX_VALUE;

    private static final class Flight<D> {
        final D datagram;
        final int bytes;
        final long index;
        final long number;
        final boolean isCopy;
        long due;
        int overtakersLeft;
        boolean overtaken;
        boolean doubled;

        Flight(D datagram, int bytes, long index, long number, boolean isCopy, long due) {
            this.datagram = datagram;
            this.bytes = bytes;
            this.index = index;
            this.number = number;
            this.isCopy = isCopy;
            this.due = due;
        }
    }

    private final Direction direction;
    private final long start;
    private final DatagramLots lots;
    private final Bottleneck bottleneck;
    private final UnaryOperator<D> copy;
    private final Consumer<? super Fault> log;
    private final ArrayDeque<Flight<D>> flying = new ArrayDeque<>();
    private final ArrayDeque<Flight<D>> held = new ArrayDeque<>();
    private final ArrayDeque<Flight<D>> copies = new ArrayDeque<>();
    private final ArrayDeque<Flight<D>> arrived = new ArrayDeque<>();
    private long lastDue;
    private long memory;

    /**
     * Begins at index 1.
     *
     * @param start the present, from which the cut's start counts
     * @param copy makes the second of a datagram that is to arrive twice
     * @param log hears of each fault
     */
    public DatagramFaults(
            Impairment impairment,
            Direction direction,
            long start,
            UnaryOperator<D> copy,
            Consumer<? super Fault> log) {
        this.direction = direction;
        this.start = start;
        this.copy = copy;
        this.log = log;
        Impairment.Datagrams settings = impairment.datagrams(direction);
        lots = new DatagramLots(settings, impairment.seed(), direction);
        bottleneck = new Bottleneck(settings.rate());
    }

    /**
     * Goes on, in time and in chance, where another is, whose datagrams took the same path by an earlier socket.
     *
     * @param before the other, which may still hand on what it has
     * @param copy makes the second of a datagram that is to arrive twice
     */
    public DatagramFaults(DatagramFaults<D> before, UnaryOperator<D> copy) {
        direction = before.direction;
        start = before.start;
        lots = before.lots;
        bottleneck = before.bottleneck;
        log = before.log;
        this.copy = copy;
    }

    /**
     * Takes the next datagram.
     *
     * @param number the one in its header, for the log
     * @return false if it is lost: it will not come back
     */
    public boolean offer(D datagram, int bytes, long number, long now) {
        long time = now - start;
        advance(time);
        lots.draw();
        Kind loss = loss(bytes, time);
        if (loss != null) {
            log(loss, lots.drawn(), bytes, number);
            return false;
        }
        lastDue = Math.max(lastDue, bottleneck.pass(bytes, time) + lots.delay());
        Flight<D> flight = new Flight<>(datagram, bytes, lots.drawn(), number, false, lastDue);
        flight.overtakersLeft = lots.overtakers();
        flight.doubled = lots.isDoubled();
        flying.add(flight);
        memory += bytes + MEMORY_OVERHEAD;
        return true;
    }

    /** Returns the next datagram that has arrived, null if none has. */
    public @Nullable D poll(long now) {
        advance(now - start);
        Flight<D> next = arrived.poll();
        if (next == null) {
            return null;
        }
        if (next.isCopy) {
            log(Kind.DUPLICATED, next);
        } else if (next.overtaken) {
            log(Kind.REORDERED, next);
        }
        return next.datagram;
    }

    /** How long until there is something to do for {@link #poll}, in nanoseconds; {@link Long#MAX_VALUE} if nothing flies. */
    public long untilPoll(long now) {
        if (!arrived.isEmpty()) {
            return 0;
        }
        long next = nextEvent();
        return next == NEVER ? NEVER : Math.max(0, next - (now - start));
    }

    /** Ends it: whatever is on its way does not arrive and is handed over here. */
    public void close(Consumer<? super D> remains) {
        abandon(arrived, remains);
        abandon(held, remains);
        abandon(flying, remains);
        abandon(copies, remains);
    }

    private void abandon(ArrayDeque<Flight<D>> queue, Consumer<? super D> remains) {
        for (Flight<D> flight = queue.poll(); flight != null; flight = queue.poll()) {
            if (!flight.isCopy) {
                log(Kind.UNDELIVERED, flight);
            }
            remains.accept(flight.datagram);
        }
    }

    private @Nullable Kind loss(int bytes, long time) {
        Kind drawn = lots.loss(time);
        if (drawn != null) {
            return drawn;
        }
        if (memory + bytes + MEMORY_OVERHEAD > MEMORY) {
            return Kind.OVERFLOWED;
        }
        return bottleneck.isFull(bytes, time) ? Kind.RATE_LOST : null;
    }

    /** Lets everything happen that is due, in the order of the times it is due at. */
    private void advance(long time) {
        for (long next = nextEvent(); next <= time; next = nextEvent()) {
            if (due(flying) == next) {
                land(flying.remove());
            } else if (due(held) == next) {
                arrive(held.remove(), next);
            } else {
                arrived.add(copies.remove());
            }
        }
    }

    private long nextEvent() {
        return Math.min(due(flying), Math.min(due(held), due(copies)));
    }

    private long due(ArrayDeque<Flight<D>> queue) {
        Flight<D> first = queue.peek();
        return first == null ? NEVER : first.due;
    }

    private void land(Flight<D> flight) {
        if (flight.overtakersLeft > 0) {
            flight.due += LONGEST_HOLD;
            held.add(flight);
        } else {
            arrive(flight, flight.due);
            overtakeAll(flight.due);
        }
    }

    private void overtakeAll(long time) {
        for (Iterator<Flight<D>> flights = held.iterator(); flights.hasNext(); ) {
            Flight<D> flight = flights.next();
            flight.overtaken = true;
            if (--flight.overtakersLeft == 0) {
                flights.remove();
                arrive(flight, time);
            }
        }
    }

    private void arrive(Flight<D> flight, long time) {
        memory -= flight.bytes + MEMORY_OVERHEAD;
        arrived.add(flight);
        if (flight.doubled) {
            D second = copy.apply(flight.datagram);
            copies.add(new Flight<>(second, flight.bytes, flight.index, flight.number, true, time + COPY_LAG));
        }
    }

    private void log(Kind kind, Flight<D> flight) {
        log(kind, flight.index, flight.bytes, flight.number);
    }

    private void log(Kind kind, long index, int bytes, long number) {
        log.accept(new Fault(Via.UDP, direction, kind, index, bytes, number));
    }
}
