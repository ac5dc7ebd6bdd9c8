package io.tekcos.chat.protocol;

import io.netty.buffer.Unpooled;
import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.wire.Bye;
import io.tekcos.chat.wire.CopyDatagram;
import io.tekcos.chat.wire.Frame;
import io.tekcos.chat.wire.FrameParser;
import io.tekcos.chat.wire.RoomFrame;
import io.tekcos.chat.wire.Text;
import io.tekcos.chat.wire.TransferFrame;
import io.tekcos.chat.wire.WireException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One side of a session: its stream, what it has heard and told, and its connections one after the other. */
final class StreamEnd implements StreamEar<String> {

    static final long WINDOW = 128 * 1024;
    static final long DRAIN = TimeUnit.SECONDS.toNanos(5);
    static final long AWAY = TimeUnit.MINUTES.toNanos(2);

    final SessionStream<String> stream;
    final List<String> heard = new ArrayList<>();
    final List<String> acknowledged = new ArrayList<>();
    final List<String> unknown = new ArrayList<>();
    final List<String> undelivered = new ArrayList<>();
    final List<String> losses = new ArrayList<>();
    final List<Long> resumes = new ArrayList<>();
    final List<SessionClosed> ends = new ArrayList<>();

    /** Of what was heard: the bytes that the listener has not returned from. */
    final List<Integer> waiting = new ArrayList<>();

    boolean listenerReturns = true;
    Connection connection = new Connection();

    /** A connection that keeps what is written to it. */
    static final class Connection implements StreamConnection {
        final List<Frame> written = new ArrayList<>();
        final FrameParser.Scratch scratch = new FrameParser.Scratch();
        final FrameParser parser = new FrameParser();
        boolean writable = true;
        boolean outputShut;
        boolean closed;
        boolean aborted;

        Connection() {
            parser.handshakeOver();
        }

        @Override
        public boolean isWritable() {
            return writable;
        }

        @Override
        public void write(Frame frame) {
            written.add(frame);
        }

        @Override
        public void accept(byte[] bytes, int offset, int length) {
            try {
                parser.feed(
                        Unpooled.wrappedBuffer(bytes, offset, length), scratch, (frame, size) -> written.add(frame));
            } catch (WireException unreadable) {
                throw new AssertionError(unreadable);
            }
        }

        @Override
        public void flush() {}

        @Override
        public void shutOutput() {
            outputShut = true;
        }

        @Override
        public void close() {
            closed = true;
        }

        @Override
        public void abort() {
            aborted = true;
        }

        @Override
        public void closeWith(Bye lastWord) {
            written.add(lastWord);
            closed = true;
        }
    }

    /** With its first connection. */
    StreamEnd(long away, long now) {
        stream = new SessionStream<>(this, WINDOW, WINDOW, DRAIN, away, now);
        stream.attach(connection, now);
    }

    void say(String... texts) {
        for (String text : texts) {
            OutboundBytes.append(stream.outbound(), text);
        }
        stream.flush();
    }

    /** The connection breaks. */
    void cut(long now) {
        stream.onConnectionEnd(now);
    }

    /** Another connection is there. */
    void resume(long peerReceived, long now) {
        connection = new Connection();
        stream.resume(connection, peerReceived, now);
        stream.flush();
    }

    void hear(Frame frame) throws WireException {
        stream.onFrame(frame, frame.toBytes().length);
        stream.flush();
    }

    /** The listener returns from all it was still in. */
    void returnFromAll() {
        int bytes = waiting.stream().mapToInt(Integer::intValue).sum();
        stream.onProcessed(waiting.size(), bytes);
        waiting.clear();
        stream.flush();
    }

    /** What was written to the connection since the last look. */
    List<Frame> said() {
        List<Frame> said = List.copyOf(connection.written);
        connection.written.clear();
        return said;
    }

    @Override
    public boolean isIdle() {
        return waiting.isEmpty();
    }

    @Override
    public void onText(Text text, int bytes, boolean maybeRepeated) {
        heard.add(text.text());
        onNothing(bytes);
    }

    @Override
    public void onRoomFrame(RoomFrame news, int bytes) {
        throw new AssertionError("nobody keeps a room here");
    }

    @Override
    public void onTransferFrame(TransferFrame frame, int bytes) {
        heard.add(frame.toString());
        onNothing(bytes);
    }

    @Override
    public void onTransfersForgotten(int bytes) {
        heard.add("transfers forgotten");
        onNothing(bytes);
    }

    @Override
    public void onNothing(int bytes) {
        waiting.add(bytes);
        if (listenerReturns) {
            stream.onProcessed(1, bytes);
            waiting.remove(waiting.size() - 1);
        }
    }

    @Override
    public boolean onEarlyText(CopyDatagram copy) {
        return heard.add(copy.text());
    }

    @Override
    public void onSlowerCopy(long id, boolean byUdp, long behindNanos) {}

    @Override
    public void onAcknowledged(String text) {
        acknowledged.add(text);
    }

    @Override
    public void onUnknown(String text, SessionClosed how) {
        unknown.add(text);
    }

    @Override
    public void onUndelivered(String text, SessionClosed how) {
        undelivered.add(text);
    }

    @Override
    public void onKept(String text, SessionClosed how) {
        throw new AssertionError("no process comes after this one");
    }

    @Override
    public void onDetached(String why) {
        losses.add(why);
    }

    @Override
    public void onResumed(long repeated) {
        resumes.add(repeated);
    }

    @Override
    public void onEnded(SessionClosed how) {
        ends.add(how);
    }

    @Override
    public void onClosing() {}
}
