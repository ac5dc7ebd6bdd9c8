package io.tekcos.chat.folder;

import io.tekcos.chat.wire.Bytes32;
import io.tekcos.chat.wire.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;

/** A chunk on its way into a buffer: what is there of it can be hashed while the rest still comes. One thread at a time. */
public final class ArrivingChunk {

    private final ByteBuffer bytes;
    private final ByteBuffer unhashed;
    private final MessageDigest sha256 = Sha256.begin();

    /**
     * Begins, with nothing there.
     *
     * @param room where the bytes will be, from its position to its limit, neither of which counts later
     */
    public ArrivingChunk(ByteBuffer room) {
        bytes = room.slice();
        unhashed = room.slice();
    }

    /** So many of its bytes are there: hashes those of them that are not hashed. */
    public void hash(int there) {
        sha256.update(unhashed.limit(there));
    }

    int length() {
        return bytes.limit();
    }

    /** All of it is there. */
    ByteBuffer bytes() {
        return bytes;
    }

    /** All of it is there; to be asked for once. */
    Bytes32 digest() {
        hash(length());
        return Bytes32.of(sha256.digest());
    }
}
