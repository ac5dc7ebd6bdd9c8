package io.tekcos.chat.bench.bare;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The digest of each chunk, and of those digests. */
final class Sha256 {

    static final int LENGTH = 32;
    static final int CHUNK_BYTES = 1 << 20;

    private final MessageDigest chunk = start();
    private final MessageDigest chunks = start();

    /** Of the next chunk, whose bytes are not taken. */
    byte[] of(ByteBuffer bytes) {
        chunk.update(bytes.duplicate());
        byte[] digest = chunk.digest();
        chunks.update(digest);
        return digest;
    }

    /** Of the digests of all. */
    byte[] ofAll() {
        return chunks.digest();
    }

    private static MessageDigest start() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("SHA-256 is missing", impossible);
        }
    }
}
