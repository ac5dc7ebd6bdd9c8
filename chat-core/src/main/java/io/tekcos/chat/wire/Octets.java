package io.tekcos.chat.wire;

import java.util.Arrays;

/** Bytes of any number that nobody changes. */
public final class Octets {

    private final byte[] bytes;

    private Octets(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Wraps bytes, which nobody changes afterwards. */
    public static Octets of(byte[] bytes) {
        return new Octets(bytes);
    }

    /** How many. */
    public int length() {
        return bytes.length;
    }

    /** The wrapped bytes themselves, to be read only. */
    public byte[] array() {
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Octets that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "(" + bytes.length + " bytes)";
    }
}
