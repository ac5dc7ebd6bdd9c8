package io.tekcos.chat.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tekcos.chat.wire.Bytes32;
import java.nio.ByteBuffer;

/** What only somebody who knows the session's secret can compute. */
public final class Proofs {

    private static final byte[] BIND = "bind".getBytes(US_ASCII);
    private static final byte[] CLIENT_PING = "client ping".getBytes(US_ASCII);
    private static final byte[] SERVER_PING = "server ping".getBytes(US_ASCII);

    private Proofs() {}

    /** The proof of a BIND: HMAC of {@code "bind"}, id, number and cookie. */
    public static Bytes32 bind(Bytes32 secret, long id, long number, Bytes32 cookie) {
        ByteBuffer data = ByteBuffer.allocate(BIND.length + 2 * Long.BYTES + Bytes32.LENGTH);
        data.put(BIND).putLong(id).putLong(number).put(cookie.toByteArray());
        return Hmac.of(secret, data.array());
    }

    /** The token of the client's n-th PING: who has not seen it cannot answer it. */
    static long clientPing(Bytes32 secret, long id, long n) {
        return token(secret, CLIENT_PING, id, n);
    }

    /** The token of the server's n-th PING. */
    static long serverPing(Bytes32 secret, long id, long n) {
        return token(secret, SERVER_PING, id, n);
    }

    private static long token(Bytes32 secret, byte[] label, long id, long n) {
        ByteBuffer data = ByteBuffer.allocate(label.length + 2 * Long.BYTES);
        data.put(label).putLong(id).putLong(n);
        return ByteBuffer.wrap(Hmac.of(secret, data.array()).toByteArray()).getLong();
    }
}
