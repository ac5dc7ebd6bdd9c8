package io.tekcos.chat.protocol;

import io.tekcos.chat.wire.Bytes32;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 (RFC 2104), which every Java platform has. */
final class Hmac {

    private static final String ALGORITHM = "HmacSHA256";

    private Hmac() {}

    static Bytes32 of(Bytes32 key, byte[] data) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.toByteArray(), ALGORITHM));
            return Bytes32.of(mac.doFinal(data));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(ALGORITHM + " is missing", impossible);
        }
    }
}
