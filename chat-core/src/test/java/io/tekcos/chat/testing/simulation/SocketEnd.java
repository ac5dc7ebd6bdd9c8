package io.tekcos.chat.testing.simulation;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.netty.buffer.Unpooled;
import io.tekcos.chat.wire.BulkParser;
import io.tekcos.chat.wire.Frame;
import io.tekcos.chat.wire.FrameParser;
import io.tekcos.chat.wire.WireException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One end of a connection: what a channel with its decoder is. Who handles what it brings changes when the handshake is over.
 * An end that was closed may still bring what was read before, and everybody has to bear it.
 */
final class SocketEnd implements Pipe.Ends {

    /** Takes what an end brings. */
    interface Handler {

        default void onRead() {}

        void onFrame(Frame frame, int bytes) throws WireException;

        default void onReadEnd() {}

        void onViolation(WireException violation);

        void onInputEnd();

        void onGone();

        default void onWritableAgain() {}

        /** Whether it wants nothing of what was read before the end was closed. */
        default boolean isDeafWhenClosed() {
            return false;
        }
    }

    private static final long LINGER = SECONDS.toNanos(2);

    private final Loop loop;
    private final Dice dice;
    private final FrameParser parser = new FrameParser();
    private final FrameParser.Scratch scratch = new FrameParser.Scratch();
    private Handler handler;
    private @Nullable Pipe out;
    private @Nullable SocketEnd peer;
    private boolean closed;
    private boolean gone;
    private boolean dead;
    private boolean killed;
    private boolean outputEnded;
    private int framesUntilBreak = Integer.MAX_VALUE;
    private Runnable atBreak = () -> {};

    SocketEnd(Loop loop, Handler handler, Dice dice) {
        this.loop = loop;
        this.handler = handler;
        this.dice = dice;
    }

    void connect(Pipe newOut, SocketEnd newPeer) {
        out = newOut;
        peer = newPeer;
    }

    /** Somebody else takes what comes, from the next frame on. */
    void handOver(Handler next) {
        handler = next;
        parser.handshakeOver();
    }

    /** The same, of a connection that is a transfer's. */
    void handOver(Handler next, BulkParser bulk) {
        handler = next;
        parser.handOver(bulk);
    }

    /** Somebody else takes what comes, and the handshake goes on. */
    void handleBy(Handler next) {
        handler = next;
    }

    Loop loop() {
        return loop;
    }

    Pipe out() {
        return Objects.requireNonNull(out);
    }

    boolean isClosed() {
        return closed;
    }

    /** Something happens as soon as so many frames more have set out. */
    void breakAfterFrames(int frames, Runnable what) {
        framesUntilBreak = frames;
        atBreak = what;
    }

    boolean isWritable() {
        return out().isWritable();
    }

    void write(Frame frame) {
        if (!closed) {
            requireOutput();
            frame.write(out().writing());
            if (--framesUntilBreak == 0) {
                out().breakAfter(out().waiting(), atBreak);
            }
        }
    }

    void write(byte[] bytes, int offset, int length) {
        if (!closed) {
            requireOutput();
            out().writing().writeBytes(bytes, offset, length);
        }
    }

    void flush() {
        if (!closed) {
            out().flush();
        }
    }

    void shutOutput() {
        outputEnded = true;
        out().flush();
        out().end(() -> {});
    }

    /** Closes the connection after all that was written. */
    void close() {
        out().flush();
        out().end(() -> {
            closed = true;
            loop.submit(this::onGone);
        });
    }

    /** Says a last word, and closes the connection when the other side has, or after a while. */
    void closeWith(Frame lastWord) {
        write(lastWord);
        shutOutput();
        loop.after(LINGER, this::abort);
    }

    /** Closes the connection at once; what was written before leaves or does not. */
    void abort() {
        if (!closed) {
            closed = true;
            loop.submit(this::onGone);
            boolean isReset = dice.chance(0.5);
            if (isReset) {
                out().discard();
            }
            if (!out().isDead()) {
                tellPeer(Objects.requireNonNull(peer), isReset);
            }
        }
    }

    /** The connection is reset. */
    void reset() {
        out().discard();
        breakHere();
    }

    /** This end hears that the connection is no more; what has left it may still arrive. */
    void breakHere() {
        closed = true;
        loop.execute(this::onGone);
    }

    /** The machine at this end is no more. */
    void die() {
        dead = true;
        killed = true;
        closed = true;
        out().discard();
    }

    /** The program at this end is no more; the machine sends what it was given, or not, and ends the connection. */
    void kill() {
        if (!closed) {
            closed = true;
            SocketEnd other = Objects.requireNonNull(peer);
            if (dice.chance(0.5)) {
                out().discard();
                other.loop.after(1, other::reset);
            } else {
                out().end(() -> {});
            }
        }
        dead = true;
        killed = true;
    }

    @Override
    public void onArrived(byte[] bytes) {
        Objects.requireNonNull(peer).read(bytes);
    }

    @Override
    public void onArrivedEnd() {
        Objects.requireNonNull(peer).readEnd();
    }

    @Override
    public void onWritableAgain() {
        if (!closed) {
            loop.execute(handler::onWritableAgain);
        }
    }

    /** Bytes that were not read make it a reset, and then it may overtake what was sent before. */
    private void tellPeer(SocketEnd other, boolean isReset) {
        if (isReset) {
            other.loop.after(1, other::reset);
        } else {
            out().flush();
            out().end(() -> {});
        }
    }

    private void read(byte[] bytes) {
        dead |= closed && handler.isDeafWhenClosed(); // what follows bytes that nobody took makes no sense
        if (dead) {
            return;
        }
        handler.onRead();
        try {
            parser.feed(Unpooled.wrappedBuffer(bytes), scratch, (frame, size) -> handler.onFrame(frame, size));
        } catch (WireException violation) {
            handler.onViolation(violation);
        }
        handler.onReadEnd();
    }

    private void requireOutput() {
        if (outputEnded) {
            throw new AssertionError("more is written after the end of the output");
        }
    }

    private void readEnd() {
        if (!closed) {
            handler.onInputEnd();
        }
    }

    private void onGone() {
        if (!gone && !killed) {
            gone = true;
            handler.onGone();
        }
    }
}
