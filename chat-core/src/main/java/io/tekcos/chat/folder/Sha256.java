package io.tekcos.chat.folder;

import io.tekcos.chat.wire.Bytes32;
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

    static Bytes32 of(byte[] bytes, int length) {
        MessageDigest digest = begin();
        digest.update(bytes, 0, length);
        return Bytes32.of(digest.digest());
    }
}
