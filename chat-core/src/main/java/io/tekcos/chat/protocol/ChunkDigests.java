package io.tekcos.chat.protocol;

import io.tekcos.chat.wire.Bytes32;
import io.tekcos.chat.wire.Content;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Computes the digest of a transfer: the SHA-256 of the digests of all chunks that are wanted, in their order. Digests that are
 * known out of turn wait for those before them; since chunks are sent in order those are few, and never more than 32 bytes a chunk.
 */
public final class ChunkDigests {

    private final long chunks;
    private final MessageDigest sha256 = newSha256();
    private final TreeMap<Long, byte[]> waiting = new TreeMap<>();
    private long next;
    private @Nullable Bytes32 whole;

    public ChunkDigests(Content content) {
        chunks = content.chunks();
    }

    /** The digests of chunks, one after the other, are known; of each chunk once, or once more after {@link #forgetWaiting}. */
    public void add(long first, byte[] digests) {
        waiting.put(first, digests);
    }

    /** What is not in its turn is going to be said again. */
    public void forgetWaiting() {
        waiting.clear();
    }

    /** Takes in what is in its turn; chunks that are unwanted have none. */
    public void advance(ChunkSet unwanted) {
        for (boolean found = true; found; ) {
            next = unwanted.nextMissing(next);
            found = takeNext();
        }
    }

    /** Whether the digests of all chunks that are wanted are known. */
    public boolean isComplete() {
        return next == chunks;
    }

    /** The digest, when it is complete. */
    public Bytes32 whole() {
        if (whole == null) {
            whole = Bytes32.of(sha256.digest());
        }
        return whole;
    }

    private boolean takeNext() {
        Map.Entry<Long, byte[]> block = waiting.floorEntry(next);
        if (block == null) {
            return false;
        }
        long at = (next - block.getKey()) * Bytes32.LENGTH;
        if (at >= block.getValue().length) {
            waiting.headMap(next).clear();
            return false;
        }
        sha256.update(block.getValue(), (int) at, Bytes32.LENGTH);
        next++;
        return true;
    }

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("SHA-256 is missing", impossible);
        }
    }
}
