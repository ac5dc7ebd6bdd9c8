package io.tekcos.chat.testing.simulation;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * One direction of a connection: real bytes, in order, at a rate, after a delay, cut anywhere. What is written waits here;
 * a bounded part of it is on its way; all of it may stall, or never arrive.
 */
final class Pipe {

    /** What is at the far end, and at this one. */
    interface Ends {
        /** Bytes have arrived. */
        void onArrived(byte[] bytes);

        /** No more will. */
        void onArrivedEnd();

        /** There is room again at the near end. */
        void onWritableAgain();
    }

    private static final int ON_ITS_WAY = 64 * 1024;
    private static final int SMALL_READ = 20;
    private static final int LARGE_READS = 16;

    private final Agenda agenda;
    private final Dice dice;
    private final Scenario.Line line;
    private final Loop far;
    private final Ends ends;
    private final ByteBuf written = Unpooled.buffer();
    private int flushed;
    private int onItsWay;
    private boolean writable = true;
    private boolean pumping;
    private boolean dead;
    private Runnable atEnd = () -> {};
    private boolean ending;
    private boolean ended;
    private long stalledUntil;
    private long carried;
    private long breakAt = Long.MAX_VALUE;
    private Runnable atBreak = () -> {};

    Pipe(Agenda agenda, Dice dice, Scenario.Line line, Loop far, Ends ends) {
        this.agenda = agenda;
        this.dice = dice;
        this.line = line;
        this.far = far;
        this.ends = ends;
    }

    /** Takes bytes, to be flushed. */
    ByteBuf writing() {
        return written;
    }

    boolean isWritable() {
        writable &= written.readableBytes() <= line.highWater();
        return writable;
    }

    int waiting() {
        return written.readableBytes();
    }

    void flush() {
        flushed = written.readableBytes();
        pump();
    }

    /** After all that was flushed, the far end hears that this is all, and somebody here does. */
    void end(Runnable whenAllIsGone) {
        ending = true;
        atEnd = whenAllIsGone;
        pump();
    }

    /** Nothing arrives for so long. */
    void stall(long nanos) {
        stalledUntil = agenda.now() + nanos;
    }

    /** Something happens as soon as so many bytes more have set out. */
    void breakAfter(long bytes, Runnable what) {
        breakAt = carried + bytes;
        atBreak = what;
        pump();
    }

    /** Nothing happens after so many bytes any more. */
    void spare() {
        breakAt = Long.MAX_VALUE;
    }

    /** Nothing arrives any more, and nobody says so. */
    void die() {
        dead = true;
    }

    boolean isDead() {
        return dead;
    }

    /** What waits is thrown away; what is on its way may still arrive. */
    void discard() {
        written.clear();
        flushed = 0;
    }

    private void pump() {
        if (ended) {
            discard();
            tellEnd();
        } else if (!pumping && !dead) {
            if (carried == breakAt) {
                breakAt = Long.MAX_VALUE;
                agenda.after(0, atBreak);
            }
            if (stalledUntil > agenda.now()) {
                pumpAfter(stalledUntil - agenda.now());
            } else if (flushed > 0 && onItsWay < ON_ITS_WAY) {
                send((int) Math.min(Math.min(flushed, sizeOfRead()), breakAt - carried));
            } else if (flushed == 0 && ending) {
                sendEnd();
            }
        }
    }

    /** Anything may be cut anywhere, but much is not cut into ever so many pieces. */
    private int sizeOfRead() {
        int largest = Math.max(line.largestRead(), flushed / LARGE_READS);
        return dice.between(1, dice.chance(0.1) ? SMALL_READ : largest);
    }

    private void pumpAfter(long nanos) {
        pumping = true;
        agenda.after(nanos, () -> {
            pumping = false;
            pump();
        });
    }

    private void send(int count) {
        byte[] bytes = new byte[count];
        written.readBytes(bytes).discardSomeReadBytes();
        flushed -= count;
        carried += count;
        onItsWay += count;
        agenda.after(line.delay(), () -> far.execute(() -> arrive(bytes)));
        pumpAfter(SECONDS.toNanos(count) / line.rate());
        if (!writable && written.readableBytes() <= line.highWater() / 2) {
            writable = true;
            ends.onWritableAgain();
        }
    }

    private void arrive(byte[] bytes) {
        onItsWay -= bytes.length;
        if (!dead) {
            ends.onArrived(bytes);
            pump();
        }
    }

    private void tellEnd() {
        if (ending) {
            ending = false;
            atEnd.run();
        }
    }

    private void sendEnd() {
        ended = true;
        tellEnd();
        agenda.after(
                line.delay(),
                () -> far.execute(() -> {
                    if (!dead) {
                        ends.onArrivedEnd();
                    }
                }));
    }
}
