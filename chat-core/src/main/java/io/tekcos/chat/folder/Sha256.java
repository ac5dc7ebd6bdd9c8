package io.tekcos.chat.folder;

import io.tekcos.chat.wire.Bytes32;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The digest of everything here. */
final class Sha256 {

    private Sha256() {}

    static MessageDigest begin() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new AssertionError(everyPlatformHasIt);
        }
    }

    /** Of all that is left in a buffer, which is taken. */
    static Bytes32 of(ByteBuffer bytes) {
        MessageDigest digest = begin();
        digest.update(bytes);
        return Bytes32.of(digest.digest());
    }
}
