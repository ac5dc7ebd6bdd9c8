package io.tekcos.chat.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;

/** What a log begins with; drawn at {@link RecordLog}. */
final class LogHeader {

    static final int BYTES = 8;

    private static final int MAGIC = 0x544B_434A; // TKCJ
    private static final short VERSION = 1;

    private final Path path;
    private final byte[] expected;

    LogHeader(Path path, int kind) {
        this.path = path;
        this.expected = ByteBuffer.allocate(BYTES)
                .putInt(MAGIC)
                .putShort(VERSION)
                .putShort((short) kind)
                .array();
    }

    byte[] bytes() {
        return expected.clone();
    }

    /**
     * Whether the file has it.
     *
     * @return false if the file is new, or a crash tore it before it held anything
     * @throws io.tekcos.chat.model.JournalException if the file is another's
     */
    boolean isIn(DiskFile file, long size) throws IOException {
        byte[] found = new byte[(int) Math.min(size, BYTES)];
        file.read(0, found, 0, found.length);
        if (Arrays.equals(found, expected)) {
            return true;
        }
        if (isTorn(found) && hasOnlyZeros(file, size)) {
            return false;
        }
        throw refusal(ByteBuffer.wrap(Arrays.copyOf(found, BYTES)));
    }

    /** Whether it is a beginning of what was to be written, with zeros in place of the rest, or without. */
    private boolean isTorn(byte[] found) {
        int same = Math.max(0, Arrays.mismatch(found, expected));
        for (int i = same; i < found.length; i++) {
            if (found[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasOnlyZeros(DiskFile file, long size) throws IOException {
        return size <= BYTES || new RecordScan(file, size, BYTES).isEmpty();
    }

    private RuntimeException refusal(ByteBuffer found) {
        boolean ours = found.getInt() == MAGIC;
        int version = found.getShort() & 0xffff;
        return ours && version > VERSION
                ? JournalFaults.newerVersion(path, version, VERSION)
                : JournalFaults.notAJournal(path);
    }
}
