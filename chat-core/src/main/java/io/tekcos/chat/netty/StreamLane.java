package io.tekcos.chat.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.EventExecutor;
import io.tekcos.chat.model.Fault;
import io.tekcos.chat.model.Fault.Direction;
import io.tekcos.chat.model.Impairment;
import io.tekcos.chat.protocol.StreamFaults;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One impaired direction of a TCP channel: keeps bytes, and what must not overtake them, until they are due. Event loop only. */
final class StreamLane {

    /** Where it leads. */
    interface Exit {

        /** Takes bytes, or anything else that went in; the promise is null for a part of what went in. */
        void handOn(Object message, @Nullable ChannelPromise promise);

        /** Told after those that were handed on later than they came. */
        void endBatch();

        /** Told when more is waiting here than there should be, and when it is little again. */
        void onFull(boolean full);

        /** Told once, after the last bytes that pass. */
        void onCut();
    }

    private record Part(Object message, int bytes, @Nullable ChannelPromise promise, long due) {}

    private static final int FULL = 1024 * 1024;

    private final Alarm alarm;
    private final StreamFaults faults;
    private final Exit exit;
    private final ArrayDeque<Part> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private boolean full;

    StreamLane(
            Impairment impairment,
            Direction direction,
            Consumer<? super Fault> log,
            EventExecutor executor,
            Exit exit) {
        alarm = new Alarm(executor, this::handOnWhatIsDue);
        faults = new StreamFaults(impairment, direction, alarm.now(), log);
        this.exit = exit;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Takes bytes, in pieces if the rate is limited. */
    void takeBytes(ByteBuf bytes, @Nullable ChannelPromise promise) {
        int largest = faults.largestPart();
        while (bytes.readableBytes() > largest) {
            take(bytes.readRetainedSlice(largest), largest, null);
        }
        take(bytes, bytes.readableBytes(), promise);
    }

    /** Takes what is no byte but has its place between them. */
    void takeEvent(Object event) {
        take(event, 0, null);
    }

    /** The channel leaves its event loop; nothing is handed on until it is on another. */
    void pause() {
        alarm.cancel();
    }

    /** The channel is on an event loop. */
    void goOn(EventExecutor executor) {
        alarm.moveTo(executor);
        Part next = waiting.peek();
        if (next != null) {
            alarm.set(next.due);
        }
    }

    /** Hands everything on at once, due or not. */
    void drain() {
        alarm.cancel();
        if (!waiting.isEmpty()) {
            for (Part part = waiting.poll(); part != null; part = waiting.poll()) {
                leave(part);
            }
            exit.endBatch();
        }
    }

    /** Throws away whatever waits. */
    void close() {
        alarm.cancel();
        for (Part part = waiting.poll(); part != null; part = waiting.poll()) {
            drop(part);
        }
    }

    private void take(Object message, int bytes, @Nullable ChannelPromise promise) {
        long now = alarm.now();
        Part part = new Part(message, bytes, promise, faults.isCut() ? now : faults.due(bytes, now));
        if (waiting.isEmpty() && part.due - now <= 0) {
            handOn(part);
            return;
        }
        waiting.add(part);
        alarm.set(part.due);
        waitingBytes += bytes;
        if (waitingBytes > FULL && !full) {
            full = true;
            exit.onFull(true);
        }
    }

    private void handOnWhatIsDue() {
        long now = alarm.now();
        for (Part part = waiting.peek(); part != null && part.due - now <= 0; part = waiting.peek()) {
            leave(waiting.remove());
        }
        exit.endBatch();
        Part next = waiting.peek();
        if (next != null) {
            alarm.set(next.due);
        }
    }

    private void leave(Part part) {
        waitingBytes -= part.bytes;
        handOn(part);
        if (full && waitingBytes <= FULL / 2) {
            full = false;
            exit.onFull(false);
        }
    }

    private void handOn(Part part) {
        if (faults.isCut()) {
            drop(part);
            return;
        }
        int passing = faults.pass(part.bytes);
        if (passing == part.bytes) {
            exit.handOn(part.message, part.promise);
        } else {
            exit.handOn(((ByteBuf) part.message).readRetainedSlice(passing), null);
            drop(part);
        }
        if (faults.isCut()) {
            exit.onCut();
        }
    }

    private static void drop(Part part) {
        ReferenceCountUtil.release(part.message);
        if (part.promise != null) {
            part.promise.tryFailure(new ClosedChannelException());
        }
    }
}
