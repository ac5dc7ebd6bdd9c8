package io.tekcos.chat.protocol;

import io.tekcos.chat.model.SessionClosed;
import io.tekcos.chat.wire.Bye;
import io.tekcos.chat.wire.CopyDatagram;
import io.tekcos.chat.wire.Frame;
import io.tekcos.chat.wire.Received;
import io.tekcos.chat.wire.RoomFrame;
import io.tekcos.chat.wire.Text;
import io.tekcos.chat.wire.TransferFrame;
import io.tekcos.chat.wire.Utf8;
import io.tekcos.chat.wire.WireException;
import java.util.ArrayList;
import java.util.List;

/** A session with a journal, everything around it played by this, which writes down in one list what happens in which order. */
final class JournaledStream implements StreamEar<String>, StreamConnection {

    static final int WINDOW = 1024 * 1024;

    final List<String> log = new ArrayList<>();
    final RecordingJournal journal = new RecordingJournal(log);
    final SessionStream<String> stream = new SessionStream<>(this, WINDOW, WINDOW, 5, 100, 0, journal);
    boolean listenerReturns = true;

    /** The connection that the session begins with is there. */
    JournaledStream connected() {
        stream.attach(this, 0);
        return this;
    }

    long say(String text) {
        return stream.outbound().append(1, 0, text, Utf8.size(text), false, text);
    }

    void hear(Frame frame) throws WireException {
        stream.onFrame(frame, frame instanceof Text text ? Text.OVERHEAD + Utf8.size(text.text()) : 5);
        stream.flush();
    }

    void cut() {
        stream.onConnectionEnd(0);
    }

    static Text text(String text) {
        return new Text(1, 0, text, false);
    }

    static byte[] frame(String text) {
        int size = Utf8.size(text);
        byte[] frame = new byte[Text.OVERHEAD + size];
        Text.write(frame, 0, 1, 0, text, size, false);
        return frame;
    }

    @Override
    public boolean isIdle() {
        return true;
    }

    @Override
    public void onText(Text text, int bytes, boolean maybeRepeated) {
        log.add("heard " + text.text() + (maybeRepeated ? " perhaps again" : ""));
        if (listenerReturns) {
            stream.onProcessed(1, bytes);
        }
    }

    @Override
    public void onRoomFrame(RoomFrame news, int bytes) {}

    @Override
    public void onTransferFrame(TransferFrame frame, int bytes) {}

    @Override
    public void onTransfersForgotten(int bytes) {}

    @Override
    public void onNothing(int bytes) {}

    @Override
    public boolean onEarlyText(CopyDatagram copy) {
        return false;
    }

    @Override
    public void onSlowerCopy(long id, boolean byUdp, long behindNanos) {}

    @Override
    public void onAcknowledged(String pending) {
        log.add("delivered " + pending);
    }

    @Override
    public void onUnknown(String pending, SessionClosed how) {
        log.add("unknown " + pending);
    }

    @Override
    public void onUndelivered(String pending, SessionClosed how) {
        log.add("undelivered " + pending);
    }

    @Override
    public void onKept(String pending, SessionClosed how) {
        log.add("kept " + pending);
    }

    @Override
    public void onDetached(String why) {
        log.add("detached");
    }

    @Override
    public void onResumed(long repeated) {}

    @Override
    public void onEnded(SessionClosed how) {
        log.add("ended " + how.cause());
    }

    @Override
    public void onClosing() {}

    @Override
    public boolean isWritable() {
        return true;
    }

    @Override
    public void write(Frame frame) {
        log.add(frame instanceof Received received ? "RECEIVED " + received.position() : "BYE");
    }

    @Override
    public void accept(byte[] bytes, int offset, int length) {
        log.add("sent " + length);
    }

    @Override
    public void flush() {}

    @Override
    public void shutOutput() {}

    @Override
    public void close() {
        cut();
    }

    @Override
    public void abort() {
        cut();
    }

    @Override
    public void closeWith(Bye lastWord) {
        log.add("last word " + lastWord.code() + ", received " + lastWord.received());
        cut();
    }
}
