package io.tekcos.chat.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names what a peer speaks that does not speak this protocol, from the first bytes it sent. */
final class Stranger {

    /** So many bytes tell every protocol of the table, and this protocol's own frames, apart. */
    static final int DECISIVE_BYTES = 8;

    private static final List<String> HTTP_METHODS =
            List.of("GET ", "POST", "HEAD", "PUT ", "OPTI", "DELE", "CONN", "TRAC", "PATC", "PRI ", "HTTP");

    private Stranger() {}

    /** The name of the other protocol, or null if the bytes may be the start of a frame. */
    static @Nullable String name(byte[] bytes, int offset, int length) {
        String head = new String(bytes, offset, Math.min(length, DECISIVE_BYTES), ISO_8859_1);
        if (head.startsWith("\0")) {
            return head.startsWith("SMB", 5) && head.charAt(4) >= '\u00fd' ? "SMB" : null;
        }
        if (head.startsWith("\u0016\u0003")) {
            return "TLS";
        }
        if (head.startsWith("\u0003\0")) {
            return "RDP";
        }
        if (head.startsWith("SSH-")) {
            return "SSH";
        }
        return HTTP_METHODS.stream().anyMatch(head::startsWith) ? "HTTP" : "unrecognised bytes";
    }
}
