package io.tekcos.chat.testing.simulation;

import io.netty.buffer.Unpooled;
import io.tekcos.chat.protocol.StreamConnection;
import io.tekcos.chat.wire.Bye;
import io.tekcos.chat.wire.Frame;
import io.tekcos.chat.wire.FrameParser;
import io.tekcos.chat.wire.WireException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A side's end of the connection: what the decoder and the session's handler are over a channel. */
final class SocketEnd implements StreamConnection, Pipe.Ends {

    private final Side side;
    private final Dice dice;
    private final FrameParser parser = new FrameParser();
    private final FrameParser.Scratch scratch = new FrameParser.Scratch();
    private @Nullable Pipe out;
    private @Nullable SocketEnd peer;
    private boolean closed;
    private boolean gone;
    private boolean inRead;
    private boolean aborted;
    private boolean outputEnded;

    SocketEnd(Side side, Dice dice) {
        this.side = side;
        this.dice = dice;
        parser.handshakeOver();
    }

    void connect(Pipe newOut, SocketEnd newPeer) {
        out = newOut;
        peer = newPeer;
    }

    boolean isInRead() {
        return inRead;
    }

    /** Whether this side has closed the connection before all was said. */
    boolean isAborted() {
        return aborted;
    }

    Pipe out() {
        return Objects.requireNonNull(out);
    }

    /** The connection is reset. */
    void reset() {
        closed = true;
        out().discard();
        side.loop().execute(this::onGone);
    }

    @Override
    public boolean isWritable() {
        boolean writable = out().isWritable();
        side.happenings().addIf(!writable, Happening.STREAM_NOT_WRITABLE);
        return writable;
    }

    @Override
    public void write(Frame frame) {
        if (!closed) {
            requireOutput();
            if (side.trace().isOn()) {
                side.trace().add(side, "writes " + frame);
            }
            frame.write(out().writing());
        }
    }

    @Override
    public void accept(byte[] bytes, int offset, int length) {
        if (!closed) {
            requireOutput();
            out().writing().writeBytes(bytes, offset, length);
        }
    }

    @Override
    public void flush() {
        if (!closed) {
            side.requireBoundedOutput(out().waiting());
            out().flush();
        }
    }

    @Override
    public void shutOutput() {
        side.trace().add(side, "ends its output");
        outputEnded = true;
        out().flush();
        out().end(() -> {});
    }

    @Override
    public void close() {
        side.trace().add(side, "closes the connection after what it wrote");
        out().flush();
        out().end(() -> {
            closed = true;
            side.loop().submit(this::onGone);
        });
    }

    @Override
    public void abort() {
        if (!closed) {
            side.trace().add(side, "closes the connection at once");
            closed = true;
            aborted = true;
            out().discard();
            side.loop().submit(this::onGone);
            if (!out().isDead()) {
                tellPeer(Objects.requireNonNull(peer));
            }
        }
    }

    @Override
    public void closeWith(Bye lastWord) {
        throw new AssertionError(side + " finds fault with its peer: " + lastWord);
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
            side.loop().execute(side::wake);
        }
    }

    /** Bytes that were not read make it a reset, and then it may overtake what was sent before. */
    private void tellPeer(SocketEnd other) {
        if (dice.chance(0.5)) {
            other.side.loop().after(1, other::reset);
        } else {
            out().end(() -> {});
        }
    }

    private void read(byte[] bytes) {
        if (closed) {
            return;
        }
        inRead = true;
        try {
            side.onRead();
            parser.feed(Unpooled.wrappedBuffer(bytes), scratch, side::onFrame);
        } catch (WireException violation) {
            throw new AssertionError(side + " finds fault with its peer: " + violation, violation);
        }
        inRead = false;
        side.endTurn();
    }

    private void requireOutput() {
        if (outputEnded) {
            throw new AssertionError(side + " writes after the end of its output");
        }
    }

    private void readEnd() {
        if (!closed) {
            side.trace().add(side, "reads the end");
            side.stream().onInputEnd();
            side.endTurn();
        }
    }

    private void onGone() {
        if (!gone) {
            gone = true;
            side.onConnectionEnd();
        }
    }
}
