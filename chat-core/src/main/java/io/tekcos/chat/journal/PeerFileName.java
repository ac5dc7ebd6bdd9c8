package io.tekcos.chat.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

/**
 * A peer's name as that of a file: {@code peer-}host{@code -}port{@code .journal}. The host is in lower case; of its bytes in
 * UTF-8 all but letters, digits, dots and hyphens of ASCII are written as {@code _} and two hexadecimal digits, so that two peers
 * never have the same. Of a host that gets too long for a file, the beginning and a digest are written, with {@code __}
 * between.
 */
final class PeerFileName {

    private static final int LONGEST = 160;
    private static final int BEGINNING = 96;
    private static final int DIGEST_BYTES = 16;

    private PeerFileName() {}

    static String of(String host, int tcpPort) {
        return "peer-" + shortened(escaped(host.toLowerCase(Locale.ROOT))) + "-" + tcpPort + ".journal";
    }

    private static String escaped(String host) {
        StringBuilder name = new StringBuilder();
        for (byte b : host.getBytes(UTF_8)) {
            if (isPlain(b)) {
                name.append((char) b);
            } else {
                name.append('_').append(HexFormat.of().toHexDigits(b));
            }
        }
        return name.toString();
    }

    private static boolean isPlain(byte b) {
        return (b >= 'a' && b <= 'z') || (b >= '0' && b <= '9') || b == '.' || b == '-';
    }

    private static String shortened(String name) {
        if (name.length() <= LONGEST) {
            return name;
        }
        byte[] digest = Arrays.copyOf(sha256(name.getBytes(UTF_8)), DIGEST_BYTES);
        return name.substring(0, BEGINNING) + "__" + HexFormat.of().formatHex(digest);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new AssertionError(everyPlatformHasIt);
        }
    }
}
