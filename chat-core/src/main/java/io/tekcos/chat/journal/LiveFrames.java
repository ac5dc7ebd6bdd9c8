package io.tekcos.chat.journal;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Copies the frames of a client's journal, but for the first ones. */
final class LiveFrames implements RecordConsumer {

    private final RecordSink sink;
    private long skipped;

    LiveFrames(long skipped, RecordSink sink) {
        this.skipped = skipped;
        this.sink = sink;
    }

    @Override
    public boolean take(int type, ByteBuffer body) throws IOException {
        if (type == ClientRecords.APPENDED && skipped-- <= 0) {
            byte[] frame = new byte[body.remaining()];
            body.get(frame);
            sink.add(type, frame);
        }
        return true;
    }
}
