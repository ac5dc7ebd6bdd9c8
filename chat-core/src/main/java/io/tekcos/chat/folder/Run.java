package io.tekcos.chat.folder;

/**
 * Chunks that follow one another.
 *
 * @param first the number of the first one
 * @param count how many; 1 or more
 */
public record Run(long first, long count) {

    boolean contains(long chunk) {
        return chunk >= first && chunk - first < count;
    }
}
