package io.tekcos.chat.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tekcos.chat.wire.Attach;
import io.tekcos.chat.wire.Attached;
import io.tekcos.chat.wire.Bytes32;
import io.tekcos.chat.wire.Epitaph;
import io.tekcos.chat.wire.Resume;
import io.tekcos.chat.wire.Resumed;
import java.nio.ByteBuffer;
import java.util.stream.Stream;

/** What only somebody who knows the session's secret can compute. */
public final class Proofs {

    private static final byte[] BIND = "bind".getBytes(US_ASCII);
    private static final byte[] RESUME = "resume".getBytes(US_ASCII);
    private static final byte[] RESUMED = "resumed".getBytes(US_ASCII);
    private static final byte[] ATTACH = "attach".getBytes(US_ASCII);
    private static final byte[] ATTACHED = "attached".getBytes(US_ASCII);
    private static final byte[] ENDED = "ended".getBytes(US_ASCII);
    private static final byte[] CLIENT_PING = "client ping".getBytes(US_ASCII);
    private static final byte[] SERVER_PING = "server ping".getBytes(US_ASCII);

    private Proofs() {}

    /** The proof of a BIND: HMAC of {@code "bind"}, id, number and cookie. */
    public static Bytes32 bind(Bytes32 secret, long id, long number, Bytes32 cookie) {
        ByteBuffer data = ByteBuffer.allocate(BIND.length + 2 * Long.BYTES + Bytes32.LENGTH);
        data.put(BIND).putLong(id).putLong(number).put(cookie.toByteArray());
        return Hmac.of(secret, data.array());
    }

    /** A RESUME with the proof that belongs to it: HMAC of {@code "resume"}, the ACK's nonce and the body before the proof. */
    public static Resume prove(Resume resume, Bytes32 secret, Bytes32 ackNonce) {
        return resume.withProof(Hmac.of(secret, join(RESUME, ackNonce.toByteArray(), resume.proven())));
    }

    /** A RESUMED with its proof: HMAC of {@code "resumed"}, both nonces and the body before the proof. */
    public static Resumed prove(Resumed resumed, Bytes32 secret, Bytes32 ackNonce, Bytes32 resumeNonce) {
        return resumed.withProof(
                Hmac.of(secret, join(RESUMED, ackNonce.toByteArray(), resumeNonce.toByteArray(), resumed.proven())));
    }

    /** An ATTACH with its proof: HMAC of {@code "attach"}, the ACK's nonce and the body before the proof. */
    public static Attach prove(Attach attach, Bytes32 secret, Bytes32 ackNonce) {
        return attach.withProof(Hmac.of(secret, join(ATTACH, ackNonce.toByteArray(), attach.proven())));
    }

    /** An ATTACHED with its proof: HMAC of {@code "attached"}, both nonces and the body before the proof. */
    public static Attached prove(Attached attached, Bytes32 secret, Bytes32 ackNonce, Bytes32 attachNonce) {
        return attached.withProof(
                Hmac.of(secret, join(ATTACHED, ackNonce.toByteArray(), attachNonce.toByteArray(), attached.proven())));
    }

    /** An epitaph with its proof: HMAC of {@code "ended"}, both nonces and what stands before the proof. */
    public static Epitaph prove(Epitaph epitaph, Bytes32 secret, Bytes32 ackNonce, Bytes32 resumeNonce) {
        return epitaph.withProof(
                Hmac.of(secret, join(ENDED, ackNonce.toByteArray(), resumeNonce.toByteArray(), epitaph.proven())));
    }

    private static byte[] join(byte[]... parts) {
        ByteBuffer joined = ByteBuffer.allocate(
                Stream.of(parts).mapToInt(part -> part.length).sum());
        Stream.of(parts).forEach(joined::put);
        return joined.array();
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
