package io.tekcos.chat.testing.disk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** The bytes of a file, as processes see them and as they are on the platters. */
final class SimulatedFile {

    private byte[] seen = {};
    private int size;
    private byte[] forced = {}; // perhaps the same array: its first bytes do not change any more
    private int forcedSize;
    private final List<Change> changes = new ArrayList<>(); // since it was forced

    /** What a file is after something was done to it. */
    @FunctionalInterface
    private interface Change {

        /** Does as many of the bytes as it is given; one that has none is done if there are any. */
        byte[] appliedTo(byte[] file, int bytes, boolean zeros);

        default int length() {
            return 1;
        }
    }

    private static final class Write implements Change {
        private final int position;
        private final byte[] bytes;

        Write(int position, byte[] bytes) {
            this.position = position;
            this.bytes = bytes;
        }

        @Override
        public byte[] appliedTo(byte[] file, int done, boolean zeros) {
            int end = position + (zeros ? bytes.length : done);
            byte[] result = Arrays.copyOf(file, Math.max(file.length, end));
            System.arraycopy(bytes, 0, result, position, done);
            return result;
        }

        @Override
        public int length() {
            return bytes.length;
        }
    }

    int size() {
        return size;
    }

    byte[] bytes() {
        return Arrays.copyOf(seen, size);
    }

    void read(int position, byte[] into, int offset, int length) {
        System.arraycopy(seen, position, into, offset, length);
    }

    void write(int position, byte[] bytes) {
        int end = Math.max(size, position + bytes.length);
        if (position < forcedSize || end > seen.length) { // else what was forced stays as it is, in the same array
            seen = Arrays.copyOf(seen, Math.max(end, 2 * size));
        }
        System.arraycopy(bytes, 0, seen, position, bytes.length);
        size = end;
        changes.add(new Write(position, bytes));
    }

    void truncate(int newSize) {
        seen = Arrays.copyOf(seen, newSize);
        size = newSize;
        changes.add((file, bytes, zeros) -> bytes > 0 ? Arrays.copyOf(file, newSize) : file);
    }

    void force() {
        forced = seen;
        forcedSize = size;
        changes.clear();
    }

    /** What was not forced is gone, from some point on, and the last of the rest is torn. */
    void losePower(SplittableRandom random) {
        byte[] left = Arrays.copyOf(forced, forcedSize);
        int whole = random.nextInt(changes.size() + 1);
        for (Change change : changes.subList(0, whole)) {
            left = change.appliedTo(left, change.length(), false);
        }
        if (whole < changes.size()) {
            Change torn = changes.get(whole);
            left = torn.appliedTo(left, random.nextInt(torn.length() + 1), random.nextInt(4) == 0);
        }
        seen = left;
        size = left.length;
        force();
    }
}
