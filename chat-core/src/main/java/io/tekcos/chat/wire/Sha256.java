package io.tekcos.chat.wire;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The digest of chunks, manifests and transfers (FIPS 180-4), which every Java platform has. */
public final class Sha256 {

    private Sha256() {}

    /** Begins one. */
    public static MessageDigest begin() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new AssertionError(everyPlatformHasIt);
        }
    }

    /** Of all that is left in a buffer, which is taken. */
    public static Bytes32 of(ByteBuffer bytes) {
        MessageDigest digest = begin();
        digest.update(bytes);
        return Bytes32.of(digest.digest());
    }
}
