package io.tekcos.chat.testing.simulation;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.tekcos.chat.wire.BulkFrame;
import io.tekcos.chat.wire.BulkParser;
import io.tekcos.chat.wire.Bytes32;
import io.tekcos.chat.wire.Chunk;
import io.tekcos.chat.wire.Frame;
import io.tekcos.chat.wire.Ping;
import io.tekcos.chat.wire.Pong;
import io.tekcos.chat.wire.WireException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A connection that is attached to a transfer, at one side: brings what comes, and writes what the transfer's end there says. */
final class BulkEnd implements SocketEnd.Handler, BulkParser.Sink {

    private static final long SILENCE = SECONDS.toNanos(15);
    private static final long LOOK_EVERY = SECONDS.toNanos(5);

    private final FileEnd of;
    private final SocketEnd socket;
    private byte[] room = {};
    private boolean closing;
    private int chunkLeft;
    private @Nullable Frame owed;
    private long lastRead;
    private long lastWritten;

    BulkEnd(FileEnd of, SocketEnd socket) {
        this.of = of;
        this.socket = socket;
        lastRead = of.now();
        socket.handOver(this, new BulkParser(this));
        lookSoon();
    }

    @Override
    public boolean isDeafWhenClosed() {
        return true;
    }

    @Override
    public void onRead() {
        lastRead = of.now();
    }

    @Override
    public void onFrame(Frame frame, int bytes) throws WireException {
        if (frame instanceof Ping ping) {
            writeSignOfLife(new Pong(ping.token()));
        } else if (frame instanceof BulkFrame bulk && isCurrent()) {
            of.trace("reads " + Side.brief(frame));
            of.onBulkFrame(bulk);
        }
    }

    @Override
    public ByteBuffer roomFor(long number, int length) throws WireException {
        room = isCurrent() ? of.roomFor(number, length) : new byte[length];
        return ByteBuffer.wrap(room);
    }

    @Override
    public void onChunk(long number, Bytes32 digest, ByteBuffer bytes) {
        if (isCurrent()) {
            of.onChunk(number, digest, room, room.length);
        }
    }

    @Override
    public void onReadEnd() {
        if (isCurrent()) {
            of.step();
        }
        flush();
    }

    @Override
    public void onViolation(WireException violation) {
        throw new AssertionError(of + " finds fault with its peer: " + violation, violation);
    }

    @Override
    public void onInputEnd() {
        socket.abort();
    }

    @Override
    public void onGone() {
        if (isCurrent()) {
            of.onConnectionLost();
        }
    }

    @Override
    public void onWritableAgain() {
        if (isCurrent()) {
            of.step();
        }
    }

    boolean isWritable() {
        return socket.isWritable();
    }

    void write(Frame frame) {
        if (!closing) {
            lastWritten = of.now();
            socket.write(frame);
        }
    }

    /** Nothing gets in between the head of a chunk and the last of its bytes. */
    private void writeSignOfLife(Frame frame) {
        if (chunkLeft > 0) {
            owed = frame;
        } else if (socket.isWritable()) {
            write(frame);
        }
    }

    void writeChunkHead(long number, Bytes32 digest, int length) {
        ByteBuf head = Unpooled.buffer();
        Chunk.writeHead(head, number, digest, length);
        socket.write(head.array(), 0, head.readableBytes());
        chunkLeft = length;
    }

    void write(byte[] bytes, int offset, int length) {
        lastWritten = of.now();
        socket.write(bytes, offset, length);
        chunkLeft -= length;
        Frame waiting = owed;
        if (chunkLeft == 0 && waiting != null) {
            of.happened(Happening.SIGN_OF_LIFE_HELD_BACK);
            owed = null;
            write(waiting);
        }
    }

    void flush() {
        if (!closing) {
            socket.flush();
        }
    }

    /** What is written goes first. */
    void close() {
        closing = true;
        socket.close();
    }

    /** The program is no more. */
    void crash(boolean tells) {
        if (tells) {
            socket.kill();
        } else {
            socket.die();
        }
    }

    private void lookSoon() {
        socket.loop().after(LOOK_EVERY, this::look);
    }

    /** Whether the other side is there still, and a sign that this one is. */
    private void look() {
        if (socket.isClosed()) {
            return;
        }
        if (of.now() - lastRead >= SILENCE) {
            of.happened(Happening.BULK_SILENT);
            socket.abort();
            return;
        }
        if (of.now() - lastWritten >= LOOK_EVERY) {
            writeSignOfLife(new Ping(0));
            flush();
        }
        lookSoon();
    }

    private boolean isCurrent() {
        return of.isBy(this);
    }
}
