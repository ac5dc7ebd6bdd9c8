package io.tekcos.chat.protocol;

import io.tekcos.chat.wire.Bytes32;
import java.util.HexFormat;

/** Secrets that are none, for the tests of this package. */
final class Keys {

    /** 00 01 ... 1f */
    static final Bytes32 NONCE = bytes32("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");

    /** 20 21 ... 3f */
    static final Bytes32 SECRET = bytes32("202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f");

    private Keys() {}

    static Bytes32 bytes32(String digits) {
        return Bytes32.of(HexFormat.of().parseHex(digits));
    }
}
