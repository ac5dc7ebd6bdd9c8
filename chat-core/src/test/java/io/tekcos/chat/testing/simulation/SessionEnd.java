package io.tekcos.chat.testing.simulation;

import io.tekcos.chat.protocol.StreamConnection;
import io.tekcos.chat.wire.Bye;
import io.tekcos.chat.wire.Frame;
import io.tekcos.chat.wire.WireException;
import java.nio.ByteBuffer;

/** A connection of a session, at one side: brings what its end reads to the session, and writes what that decides. */
final class SessionEnd implements StreamConnection, SocketEnd.Handler {

    private final Side side;
    private final SocketEnd socket;
    private long lastPosition;
    private boolean givenUp;
    private boolean inRead;

    /**
     * Takes what an end brings from now on.
     *
     * @param peerReceived the position after which this side goes on
     */
    SessionEnd(Side side, SocketEnd socket, long peerReceived) {
        this.side = side;
        this.socket = socket;
        lastPosition = peerReceived;
        socket.handOver(this);
    }

    SocketEnd socket() {
        return socket;
    }

    boolean isInRead() {
        return inRead;
    }

    /** The session has lost it, or given it up: nothing is heard or written by it any more. */
    void giveUp() {
        givenUp = true;
    }

    @Override
    public boolean isDeafWhenClosed() {
        return !givenUp;
    }

    @Override
    public void onRead() {
        if (isCurrent()) {
            inRead = true;
            side.onRead();
        } else {
            side.happenings().add(Happening.LATE_BYTES);
        }
    }

    @Override
    public void onFrame(Frame frame, int bytes) throws WireException {
        if (isCurrent()) {
            require(!givenUp, "hears %s from a connection that it has given up".formatted(Side.brief(frame)));
            side.onFrame(frame, bytes);
        }
    }

    @Override
    public void onReadEnd() {
        inRead = false;
        if (isCurrent()) {
            side.endTurn();
        }
    }

    @Override
    public void onViolation(WireException violation) {
        throw new AssertionError(side + " finds fault with its peer: " + violation, violation);
    }

    @Override
    public void onInputEnd() {
        if (isCurrent()) {
            side.trace().add(side, "reads the end");
            side.stream().onInputEnd();
            side.endTurn();
        }
    }

    @Override
    public void onGone() {
        if (isCurrent()) {
            side.onConnectionEnd();
        }
    }

    @Override
    public void onWritableAgain() {
        side.wake();
    }

    @Override
    public boolean isWritable() {
        boolean writable = socket.isWritable();
        side.happenings().addIf(!writable, Happening.STREAM_NOT_WRITABLE);
        return writable;
    }

    @Override
    public void write(Frame frame) {
        requireCurrent();
        if (side.trace().isOn()) {
            side.trace().add(side, "writes " + frame);
        }
        socket.write(frame);
    }

    @Override
    public void accept(byte[] bytes, int offset, int length) {
        requireCurrent();
        ByteBuffer frames = ByteBuffer.wrap(bytes, offset, length);
        while (frames.hasRemaining()) {
            int frame = Integer.BYTES + frames.getInt(frames.position());
            frames.position(frames.position() + frame);
            side.sends().onWritten(++lastPosition);
        }
        socket.write(bytes, offset, length);
    }

    @Override
    public void flush() {
        side.requireBoundedOutput(socket.out().waiting());
        socket.flush();
    }

    @Override
    public void shutOutput() {
        side.trace().add(side, "ends its output");
        socket.shutOutput();
    }

    @Override
    public void close() {
        side.trace().add(side, "closes the connection after what it wrote");
        socket.close();
    }

    @Override
    public void abort() {
        side.trace().add(side, "closes the connection at once");
        side.onTrouble();
        socket.abort();
    }

    @Override
    public void closeWith(Bye lastWord) {
        throw new AssertionError(side + " finds fault with its peer: " + lastWord);
    }

    private boolean isCurrent() {
        return side.stream().isBy(this);
    }

    private void requireCurrent() {
        require(!givenUp, "writes to a connection that it has given up");
    }

    private void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError(side + " " + otherwise);
        }
    }
}
