package io.tekcos.chat.protocol;

/** Frames one behind the other, as bytes, of which the first part was handed over. */
final class LogChunk {

    final byte[] bytes;
    int filled;
    int taken;
    long firstPosition; // 0 as long as there is none
    long lastPosition;

    /** From a place in an array on. */
    LogChunk(byte[] bytes, int start) {
        this.bytes = bytes;
        filled = start;
        taken = start;
    }

    /** The frame that stands behind the others has this position. */
    void add(long position, int size) {
        filled += size;
        lastPosition = position;
        if (firstPosition == 0) {
            firstPosition = position;
        }
    }

    /** Where the frames after a position begin. */
    int startAfter(long position, PositionRing<?> sizes) {
        int start = filled;
        for (long of = lastPosition; of > position && of >= firstPosition; of--) {
            start -= sizes.bytesOf(of);
        }
        return start;
    }

    /** Is empty again, and used again. */
    void clear() {
        filled = 0;
        taken = 0;
        firstPosition = 0;
        lastPosition = 0;
    }
}
