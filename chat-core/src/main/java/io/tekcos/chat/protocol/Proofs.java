package io.tekcos.chat.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tekcos.chat.wire.Bytes32;
import java.nio.ByteBuffer;

/** What only somebody who knows the session's secret can compute. */
public final class Proofs {

    private static final byte[] BIND = "bind".getBytes(US_ASCII);

    private Proofs() {}

    /** The proof of a BIND: HMAC of {@code "bind"}, id, number and cookie. */
    public static Bytes32 bind(Bytes32 secret, long id, long number, Bytes32 cookie) {
        ByteBuffer data = ByteBuffer.allocate(BIND.length + 2 * Long.BYTES + Bytes32.LENGTH);
        data.put(BIND).putLong(id).putLong(number).put(cookie.toByteArray());
        return Hmac.of(secret, data.array());
    }
}
