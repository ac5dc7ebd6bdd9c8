package io.tekcos.chat.netty;

import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.EventExecutor;
import io.tekcos.chat.model.Fault;
import io.tekcos.chat.model.Fault.Direction;
import io.tekcos.chat.model.Impairment;
import io.tekcos.chat.protocol.DatagramFaults;
import io.tekcos.chat.wire.Datagram;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One impaired direction of a UDP channel: gives the faults the event loop's clock, and hands on what arrives. Event loop only.
 *
 * @param <D> a datagram
 */
final class DatagramLane<D> {

    private static final int NUMBER_AT = 9;

    private final Alarm alarm;
    private final DatagramFaults<D> faults;
    private final Consumer<D> exit;
    private final Runnable endOfBatch;

    /**
     * Begins now, or goes on where an earlier channel's lane is.
     *
     * @param before the earlier one, on the same event loop; null to begin
     * @param copy makes a second datagram of one
     * @param exit takes each that arrives
     * @param endOfBatch is told after those that arrived later than they were taken
     */
    DatagramLane(
            Impairment impairment,
            Direction direction,
            Consumer<? super Fault> log,
            EventExecutor executor,
            @Nullable DatagramLane<D> before,
            UnaryOperator<D> copy,
            Consumer<D> exit,
            Runnable endOfBatch) {
        alarm = new Alarm(executor, this::handOnAndEnd);
        faults = before == null
                ? new DatagramFaults<>(impairment, direction, alarm.now(), copy, log)
                : new DatagramFaults<>(before.faults, copy);
        this.exit = exit;
        this.endOfBatch = endOfBatch;
    }

    /** Takes a datagram; false if it is lost. */
    boolean offer(D datagram, ByteBuf content) {
        return faults.offer(datagram, content.readableBytes(), number(content), alarm.now());
    }

    /** Hands on what has arrived by now. */
    boolean handOn() {
        long now = alarm.now();
        boolean any = false;
        for (D next = faults.poll(now); next != null; next = faults.poll(now)) {
            any = true;
            exit.accept(next);
        }
        long until = faults.untilPoll(now);
        if (until < Long.MAX_VALUE) {
            alarm.set(now + until);
        }
        return any;
    }

    boolean isEmpty() {
        return faults.untilPoll(alarm.now()) == Long.MAX_VALUE;
    }

    void close(Consumer<D> remains) {
        alarm.cancel();
        faults.close(remains);
    }

    private void handOnAndEnd() {
        if (handOn()) {
            endOfBatch.run();
        }
    }

    private static long number(ByteBuf content) {
        return content.readableBytes() < Datagram.HEADER_BYTES ? 0 : content.getLong(content.readerIndex() + NUMBER_AT);
    }
}
