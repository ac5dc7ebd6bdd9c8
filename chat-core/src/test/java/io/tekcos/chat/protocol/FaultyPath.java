package io.tekcos.chat.protocol;

import io.tekcos.chat.model.Fault;
import io.tekcos.chat.model.Fault.Direction;
import io.tekcos.chat.model.Fault.Kind;
import io.tekcos.chat.model.Impairment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One direction of a bad datagram path with a virtual clock, over datagrams that are their own numbers. */
final class FaultyPath {

    /** A datagram that arrived, and after how many microseconds. */
    record Arrival(long number, long micros) {}

    /** The clock may have any value, and pass zero. */
    private static final long START = -1_000_000;

    final List<Fault> log = new ArrayList<>();
    final List<Arrival> arrivals = new ArrayList<>();
    private final DatagramFaults<Long> faults;
    private long now = START;
    private long sent;

    FaultyPath(String spec) {
        this(spec, Direction.OUT);
    }

    FaultyPath(String spec, Direction direction) {
        faults = new DatagramFaults<>(Impairment.parse(spec), direction, START, number -> number, log::add);
    }

    /** Sends so many datagrams of a size, one after the other at the same distance, and lets all arrive. */
    FaultyPath send(int count, int bytes, long distanceMicros) {
        for (int i = 0; i < count; i++) {
            send(bytes);
            pass(distanceMicros);
        }
        pass(TimeUnit.DAYS.toMicros(3));
        return this;
    }

    boolean send(int bytes) {
        sent++;
        return faults.offer(sent, bytes, sent, now);
    }

    /** Lets time pass, exactly from one thing to the next. */
    void pass(long micros) {
        long end = now + TimeUnit.MICROSECONDS.toNanos(micros);
        for (long until = faults.untilPoll(now); until <= end - now; until = faults.untilPoll(now)) {
            now += until;
            poll();
        }
        now = end;
    }

    /** Lets time pass, and looks at the end only. */
    void passBlindly(long micros) {
        now += TimeUnit.MICROSECONDS.toNanos(micros);
        poll();
    }

    void close(List<Long> remains) {
        faults.close(remains::add);
    }

    long untilPoll() {
        return faults.untilPoll(now);
    }

    List<Long> logged(Kind kind) {
        return log.stream()
                .filter(fault -> fault.kind() == kind)
                .map(Fault::number)
                .toList();
    }

    List<Long> numbers() {
        return arrivals.stream().map(Arrival::number).toList();
    }

    private void poll() {
        for (Long number = faults.poll(now); number != null; number = faults.poll(now)) {
            arrivals.add(new Arrival(number, TimeUnit.NANOSECONDS.toMicros(now - START)));
        }
    }
}
