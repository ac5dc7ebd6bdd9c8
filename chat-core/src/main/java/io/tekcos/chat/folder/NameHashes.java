package io.tekcos.chat.folder;

import java.util.Arrays;

/** A set of 64-bit numbers, 0 excepted, in 12 to 24 bytes each. */
final class NameHashes {

    private long[] table = new long[16];
    private int size;

    /** Whether it was not in it before. */
    boolean add(long hash) {
        if (3L * (size + 1) > 2L * table.length) {
            grow();
        }
        int at = slot(hash);
        if (table[at] == hash) {
            return false;
        }
        table[at] = hash;
        size++;
        return true;
    }

    int size() {
        return size;
    }

    private int slot(long hash) {
        int mask = table.length - 1;
        int at = (int) (hash >>> 32) & mask;
        while (table[at] != 0 && table[at] != hash) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private void grow() {
        long[] old = table;
        table = new long[2 * old.length];
        Arrays.stream(old).filter(hash -> hash != 0).forEach(hash -> table[slot(hash)] = hash);
    }
}
