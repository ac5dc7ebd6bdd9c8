package io.tekcos.chat.journal;

import java.io.IOException;

/** Writes records to a file that nobody reads yet, many at a time. */
final class RecordSink {

    private static final int FLUSH_ABOVE = 64 * 1024;

    private final RecordBuffer buffer = new RecordBuffer();
    private final DiskFile file;
    private long size;

    RecordSink(DiskFile file, long size) {
        this.file = file;
        this.size = size;
    }

    void add(int type, byte[] body) throws IOException {
        buffer.add(size + buffer.length(), type, body, 0, body.length);
        if (buffer.length() > FLUSH_ABOVE) {
            flush();
        }
    }

    void flush() throws IOException {
        file.write(size, buffer.bytes(), buffer.length());
        size += buffer.length();
        buffer.clear();
    }
}
