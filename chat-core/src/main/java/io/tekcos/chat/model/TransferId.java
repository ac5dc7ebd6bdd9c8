package io.tekcos.chat.model;

import java.util.HexFormat;

/**
 * The name of a transfer of files: 128 bits that follow from what is sent, so that the same files offered again are the same
 * transfer, which goes on where it was.
 *
 * @param high the first eight bytes, big-endian
 * @param low the last eight bytes, big-endian
 */
public record TransferId(long high, long low) {

    /** The id as 32 hexadecimal digits. */
    @Override
    public String toString() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(high) + hex.toHexDigits(low);
    }
}
