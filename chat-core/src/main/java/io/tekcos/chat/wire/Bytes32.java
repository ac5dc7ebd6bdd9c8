package io.tekcos.chat.wire;

import io.netty.buffer.ByteBuf;
import java.security.MessageDigest;
import java.util.Arrays;

/** 32 immutable bytes: a nonce, a secret, a cookie or a proof. They compare in constant time and are never printed. */
public final class Bytes32 {

    public static final int LENGTH = 32;

    /** All zeros, where nothing is known. */
    static final Bytes32 ZERO = new Bytes32(new byte[LENGTH]);

    private final byte[] bytes;

    private Bytes32(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Wraps exactly 32 bytes, which nobody changes afterwards. */
    public static Bytes32 of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("32 bytes needed, " + bytes.length + " given");
        }
        return new Bytes32(bytes);
    }

    public byte[] toByteArray() {
        return bytes.clone();
    }

    void write(ByteBuf out) {
        out.writeBytes(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes32 that && MessageDigest.isEqual(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "(32 bytes)";
    }
}
