package io.tekcos.chat.model;

import java.util.HexFormat;

/**
 * The name of a session: 128 random bits, chosen by the client.
 *
 * @param high the first eight bytes, big-endian
 * @param low the last eight bytes, big-endian
 */
public record SessionId(long high, long low) {

    /** The id as 32 hexadecimal digits. */
    @Override
    public String toString() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(high) + hex.toHexDigits(low);
    }
}
