package io.tekcos.chat.source;

import java.util.Arrays;

/**
 * Where in the manifest to look for a byte of the content: of every so many files the place of its entry. When it is full, every
 * second one is forgotten, so it has the same size for ten files and for ten million.
 */
final class SparseIndex {

    private static final int PLACES = 4096;

    private final long[] contents = new long[PLACES];
    private final long[] entries = new long[PLACES];
    private int size;
    private long stride = 1;
    private long files;

    /** The next file that is not empty: where its bytes begin in the content, and its entry in the manifest. */
    void add(long content, long entry) {
        if (files++ % stride != 0) {
            return;
        }
        if (size == PLACES) {
            forgetEverySecond();
            if ((files - 1) % stride != 0) {
                return;
            }
        }
        contents[size] = content;
        entries[size++] = entry;
    }

    /** The content's place of the last remembered file that does not begin after this one. */
    long contentBefore(long content) {
        return contents[at(content)];
    }

    /** The place of that file's entry. */
    long entryBefore(long content) {
        return entries[at(content)];
    }

    private int at(long content) {
        int found = Arrays.binarySearch(contents, 0, size, content);
        return found >= 0 ? found : -found - 2;
    }

    private void forgetEverySecond() {
        size = PLACES / 2;
        for (int i = 0; i < size; i++) {
            contents[i] = contents[2 * i];
            entries[i] = entries[2 * i];
        }
        stride *= 2;
    }
}
