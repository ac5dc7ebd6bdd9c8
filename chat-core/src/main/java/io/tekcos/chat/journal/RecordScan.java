package io.tekcos.chat.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Reads the records of a file, and judges the first that is none. It is <em>torn</em>, the trace of a crash while it was
 * written, if it could be one record, cut or with zeros in place of its end, and nothing but zeros follows. Everything else is
 * damage.
 */
final class RecordScan {

    private static final int WINDOW = 2 * (RecordBuffer.HEADER_BYTES + RecordBuffer.MAX_LENGTH);

    private final CRC32C crc = new CRC32C();
    private final DiskFile file;
    private final long size;
    private final byte[] window;
    private long windowStart;
    private int windowLength;
    private long place;
    private long records;

    /** From a place on, where a record begins or the file ends. */
    RecordScan(DiskFile file, long size, long from) {
        this.file = file;
        this.size = size;
        window = new byte[(int) Math.min(size - from, WINDOW)];
        place = from;
    }

    /** Hands over the records up to the end, or to the first that is not sound or that nobody understands. */
    void run(RecordConsumer to) throws IOException {
        while (isRecord(place)) {
            int start = (int) (place - windowStart);
            int length = RecordBuffer.intAt(window, start);
            int body = start + RecordBuffer.HEADER_BYTES + 1;
            if (!to.take(
                    window[body - 1] & 0xff,
                    ByteBuffer.wrap(window, body, length - 1).slice())) {
                return;
            }
            place += RecordBuffer.HEADER_BYTES + length;
            records++;
        }
    }

    /** How many were handed over and understood. */
    long records() {
        return records;
    }

    /** Where the last of them ends. */
    long place() {
        return place;
    }

    /** Whether there is nothing but zeros. */
    boolean isEmpty() throws IOException {
        return endOfData() == place;
    }

    /** Whether what follows them is no more than what a crash leaves; also if nothing follows. */
    boolean isTorn() throws IOException {
        long end = endOfData();
        if (isRecord(place)) {
            return false; // it was not understood
        }
        if (end == place || size - place < Integer.BYTES) {
            return true;
        }
        load(place, Integer.BYTES);
        int length = RecordBuffer.intAt(window, (int) (place - windowStart));
        return isPossible(length) && place + RecordBuffer.HEADER_BYTES + length >= end && !hasRecord(place + 1, end);
    }

    /** A damaged length may reach over good records to the end of the file. */
    private boolean hasRecord(long from, long to) throws IOException {
        for (long at = from; at < to; at++) {
            if (isRecord(at)) {
                return true;
            }
        }
        return false;
    }

    private boolean isRecord(long at) throws IOException {
        if (size - at <= RecordBuffer.HEADER_BYTES) {
            return false;
        }
        load(at, RecordBuffer.HEADER_BYTES);
        int length = RecordBuffer.intAt(window, (int) (at - windowStart));
        if (!isPossible(length) || length > size - at - RecordBuffer.HEADER_BYTES) {
            return false;
        }
        load(at, RecordBuffer.HEADER_BYTES + length);
        return RecordBuffer.isSound(crc, at, window, (int) (at - windowStart), length);
    }

    private static boolean isPossible(int length) {
        return length >= 1 && length <= RecordBuffer.MAX_LENGTH;
    }

    /** Where the zeros begin that the file ends with. */
    private long endOfData() throws IOException {
        long end = place;
        for (long at = place; at < size; at = windowStart + windowLength) {
            load(at, 1);
            for (int i = (int) (at - windowStart); i < windowLength; i++) {
                end = window[i] == 0 ? end : windowStart + i + 1;
            }
        }
        return end;
    }

    /** So many bytes from there on are in the window afterwards. */
    private void load(long at, int count) throws IOException {
        if (at < windowStart || at + count > windowStart + windowLength) {
            windowLength = 0; // in case reading fails
            int length = (int) Math.min(window.length, size - at);
            file.read(at, window, 0, length);
            windowStart = at;
            windowLength = length;
        }
    }
}
