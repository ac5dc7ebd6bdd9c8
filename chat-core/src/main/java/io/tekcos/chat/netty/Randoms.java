package io.tekcos.chat.netty;

import io.tekcos.chat.model.SessionId;
import io.tekcos.chat.wire.Bytes32;
import java.security.SecureRandom;

/** Secrets, nonces and ids that nobody can guess. */
final class Randoms {

    private static final SecureRandom RANDOM = new SecureRandom();

    private Randoms() {}

    static Bytes32 bytes32() {
        byte[] bytes = new byte[Bytes32.LENGTH];
        RANDOM.nextBytes(bytes);
        return Bytes32.of(bytes);
    }

    static SessionId sessionId() {
        return new SessionId(RANDOM.nextLong(), RANDOM.nextLong());
    }

    /** A datagram id; never 0, which names no session. */
    static long datagramId() {
        long id = RANDOM.nextLong();
        return id == 0 ? datagramId() : id;
    }
}
